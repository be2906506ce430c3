/** Circles of a graph. */

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Circles: each a group of nodes that all lead to each other, in order of name (Tarjan's strongly connected components). */
export function circlesOf(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: string[][] = [];
  const lower = (node: string, number: number) => lowest.set(node, Math.min(lowest.get(node)!, number));
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) {
        visit(next);
        lower(node, lowest.get(next)!);
      } else if (isOpen.has(next)) lower(node, order.get(next)!);
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    for (const one of circle) isOpen.delete(one);
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}
