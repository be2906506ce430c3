/** Made-up shifts on a plane: who sits where, who gets up, who goes from one to the next. */
import { hash, Stream } from "../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import { FITTED_RADIO } from "./fitted-radio.ts";
import type { Guest } from "./meetings.ts";
import { mingleMinutes } from "./meetings.ts";
import { bearing, type Point } from "./plane/geometry.ts";
import { Itinerary } from "./plane/itinerary.ts";
import { isInside, type Needs, type Place, type Site, type SiteRoom, siteOf } from "./plane/site.ts";
import { Track } from "./plane/tracks.ts";
import type { Activity, Meeting } from "./shift-plans.ts";

/** People in one room for an activity. */
export interface Gathering {
  readonly activity: Activity;
  /** place-1, place-2 ... */
  readonly room: string;
  readonly guests: readonly Guest[];
}

/** Who comes to somebody stands so far away, metres. */
const BESIDE_METRES = [0.7, 1.1] as const;
/** Nobody stands closer to a wall, metres. */
const FROM_WALL_METRES = 0.3;
/** Who gets up is back after so long, at most, minutes. */
const LONGEST_ERRAND_MINUTES = 5;

type Seated = Extract<Meeting, { kind: "line" | "groups" }>;
type Rounds = Extract<Meeting, { kind: "rounds" }>;
type Mingle = Extract<Meeting, { kind: "mingle" }>;

/** A person's own spot in a room, seat or not. */
type Spots = ReadonlyMap<number, { readonly point: Point; readonly facing: number | undefined }>;

/** Everybody's way through the gatherings, which come in order of time. */
export function walksOf(
  gatherings: readonly Gathering[],
  people: number,
  seed: number,
): { site: Site; tracks: Track[] } {
  const site = siteOf(needsOf(gatherings));
  const itineraries = Array.from({ length: people }, () => new Itinerary());
  gatherings.forEach(({ activity, room: name, guests }, index) => {
    const room = site.rooms.get(name)!;
    const spots = spotsOf(activity, room, guests, new Stream(seed, 31, index));
    for (const guest of guests)
      attend(
        itineraries[guest.person]!,
        guest,
        { activity, room, guests, spots },
        new Stream(seed, 32, index, guest.person),
      );
  });
  const tracks = itineraries.map(
    ({ parts }, person) => new Track(parts, hash(seed, 33, person), FITTED_RADIO.postureMs),
  );
  return { site, tracks };
}

function needsOf(gatherings: readonly Gathering[]): Needs {
  const needs = new Map<string, number[]>();
  for (const { activity, room, guests } of gatherings) {
    const seats = needs.get(activity.place) ?? [];
    needs.set(activity.place, seats);
    const index = Number(room.match(/\d+$/)![0]) - 1;
    seats[index] = Math.max(seats[index] ?? 0, guests.length);
  }
  return needs;
}

const takes = (roles: readonly string[] | undefined, { role }: Guest) => !roles || roles.includes(role);
const isSeated = (meeting: Meeting): meeting is Seated =>
  meeting.kind === "line" || meeting.kind === "groups";

/** Seats in the order of the guests, for those whom a line or a group takes; the others stand somewhere. */
function spotsOf({ meetings }: Activity, room: SiteRoom, guests: readonly Guest[], stream: Stream): Spots {
  const sitting = guests.filter((guest) =>
    meetings.some((meeting) => isSeated(meeting) && takes(meeting.roles, guest)),
  );
  const seats = new Map<number, Place>(
    sitting.flatMap(({ person }, i) => (room.seats[i] ? [[person, room.seats[i]]] : [])),
  );
  return new Map(
    guests.map(({ person }) => [
      person,
      seats.get(person) ?? { point: anywhere(room, stream), facing: undefined },
    ]),
  );
}

interface Present {
  readonly activity: Activity;
  readonly room: SiteRoom;
  readonly guests: readonly Guest[];
  readonly spots: Spots;
}

function attend(itinerary: Itinerary, guest: Guest, present: Present, stream: Stream): void {
  const { activity, room, spots } = present;
  const spot = spots.get(guest.person)!;
  itinerary.go(guest.from, room, spot.point, spot.facing);
  const rounds = activity.meetings.find(
    (meeting): meeting is Rounds => meeting.kind === "rounds" && meeting.visitors.includes(guest.role),
  );
  if (rounds) goRound(itinerary, guest, rounds, present, stream);
  else stayAndGetUp(itinerary, guest, present, stream);
  itinerary.stay(guest.to);
}

/** From host to host, beside each for a while, somewhere in the room in between. */
function goRound(
  itinerary: Itinerary,
  guest: Guest,
  rounds: Rounds,
  { room, guests, spots }: Present,
  stream: Stream,
): void {
  const hosts = guests.filter(({ role }) => rounds.hosts.includes(role));
  if (hosts.length === 0) return;
  for (let turn = stream.below(hosts.length); itinerary.now < guest.to; turn++) {
    goBeside(itinerary, room, spots.get(hosts[turn % hosts.length]!.person)!.point, stream);
    stayFor(itinerary, guest, stream.between(...rounds.stop));
    itinerary.go(itinerary.now, room, anywhere(room, stream), undefined);
    stayFor(itinerary, guest, stream.between(...rounds.walk));
  }
}

/** At their spot, but for errands and for those whom they go to see. */
function stayAndGetUp(
  itinerary: Itinerary,
  guest: Guest,
  { activity, room, guests, spots }: Present,
  stream: Stream,
): void {
  const { meetings } = activity;
  const seated = meetings.find(
    (meeting): meeting is Seated => isSeated(meeting) && takes(meeting.roles, guest),
  );
  const mingle = meetings.find(
    (meeting): meeting is Mingle => meeting.kind === "mingle" && takes(meeting.roles, guest),
  );
  const others = guests.filter(({ person }) => person !== guest.person);
  const errandAfter = () =>
    seated && room.plan.getsUp ? stream.between(...seated.spell) * MINUTE_MS : Number.POSITIVE_INFINITY;
  // Every meeting has two sides: each person starts half of theirs.
  const meetingAfter = () =>
    mingle && others.length > 0
      ? (-Math.log(1 - stream.unit()) * 2 * HOUR_MS) / mingle.perHour
      : Number.POSITIVE_INFINITY;
  for (;;) {
    const [errand, meeting] = [errandAfter(), meetingAfter()];
    const at = itinerary.now + Math.min(errand, meeting);
    if (!(at < guest.to)) return;
    itinerary.stay(at);
    if (meeting < errand) {
      goBeside(itinerary, room, spots.get(others[stream.below(others.length)]!.person)!.point, stream);
      stayFor(itinerary, guest, mingleMinutes(stream));
    } else {
      itinerary.go(at, room, anywhere(room, stream), undefined);
      stayFor(itinerary, guest, Math.min(LONGEST_ERRAND_MINUTES, stream.between(...seated!.apart)));
    }
    const spot = seated ? spots.get(guest.person)! : { point: anywhere(room, stream), facing: undefined };
    itinerary.go(itinerary.now, room, spot.point, spot.facing);
  }
}

const stayFor = (itinerary: Itinerary, { to }: Guest, minutes: number): void =>
  itinerary.stay(Math.min(to, itinerary.now + minutes * MINUTE_MS));

/** A point in the room that is not at its walls. */
function anywhere({ corner, width, depth }: SiteRoom, stream: Stream): Point {
  return {
    x: corner.x + stream.between(FROM_WALL_METRES, width - FROM_WALL_METRES),
    y: corner.y + stream.between(FROM_WALL_METRES, depth - FROM_WALL_METRES),
  };
}

/** To somebody's spot, and turned to them. */
function goBeside(itinerary: Itinerary, room: SiteRoom, host: Point, stream: Stream): void {
  for (;;) {
    const [metres, angle] = [stream.between(...BESIDE_METRES), stream.between(0, 2 * Math.PI)];
    const point = { x: host.x + metres * Math.cos(angle), y: host.y + metres * Math.sin(angle) };
    if (!isInside(room, point, FROM_WALL_METRES)) continue;
    itinerary.go(itinerary.now, room, point, bearing(point, host));
    return;
  }
}
