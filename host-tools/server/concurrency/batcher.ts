/**
 * Gathers what is asked for while one batch is under way into the next one: many small requests then share one fsync
 * and one transaction. `work` gets at most `most` requests and answers each in its place.
 */
export function batcher<Request, Answer>(
  work: (requests: readonly Request[]) => Promise<readonly Answer[]>,
  most: number,
): (request: Request) => Promise<Answer> {
  interface Waiting {
    readonly request: Request;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let busy = false;

  const run = async () => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await work(batch.map(({ request }) => request));
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    busy = false;
  };

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      // Requests made in the same turn of the event loop belong together.
      if (!busy) {
        busy = true;
        queueMicrotask(run);
      }
    });
}
