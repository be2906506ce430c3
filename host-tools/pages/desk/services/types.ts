/** What the server's routes of cases and contacts answer (host-tools/server/http/routes/case-schemas.ts). */
import type {
  ConfidenceText,
  DistanceText,
  EvidenceText,
  GroundText,
  StateText,
  StatusText,
} from "../texts/words.ts";

export interface CaseView {
  readonly id: string;
  readonly reference: string;
  readonly ground: GroundText;
  readonly subject: {
    readonly kind: "person" | "token" | "phone";
    readonly person?: string;
    readonly name?: string;
    readonly serial?: number;
    readonly token?: string;
  };
  readonly place: string;
  readonly placeName: string;
  readonly onset?: string;
  readonly tested: string;
  readonly from: string;
  readonly to: string;
  readonly isByHand: boolean;
  readonly rule: string;
  readonly state: StateText;
  readonly isOpen: boolean;
  /** Opened by who looks: somebody else must approve. */
  readonly isOwn: boolean;
  readonly openedAt: string;
  /** What an approval is about, in one word. */
  readonly scope: string;
  readonly phone?: { readonly keys: number; readonly rows: number };
  readonly openedBy?: string;
  readonly reviewDue?: string;
  readonly approvedAt?: string;
  readonly closedAt?: string;
}

/** Minutes counted from the Unix epoch, both ends included. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly sortKey: string;
  readonly birth: string;
  readonly unit: string;
  readonly unitName: string;
  readonly phone?: string;
  readonly phoneShared?: boolean;
  readonly organisation?: string;
  readonly hamlet?: string;
  readonly group?: string;
  readonly guardian?: { readonly name: string; readonly phone?: string; readonly relation: string };
}

/** One contact as the radio tells it. */
export interface RadioContact {
  readonly key: string;
  readonly label: string;
  readonly tokens: readonly { readonly serial: number; readonly name: string }[];
  readonly minutes: number;
  readonly closeMinutes: number;
  readonly first: string;
  readonly last: string;
  readonly days: readonly {
    readonly date: string;
    readonly minutes: number;
    readonly closeMinutes: number;
    readonly first: string;
    readonly last: string;
    readonly distance: DistanceText;
  }[];
  readonly spells: readonly Spell[];
  readonly closeSpells: readonly Spell[];
  readonly distance: DistanceText;
  readonly evidence: EvidenceText;
  readonly isContact: boolean;
  readonly confidence: {
    readonly level: "high" | "medium" | "low";
    readonly reasons: readonly ConfidenceText[];
  };
  readonly person?: PersonView;
}

export interface ContactView extends RadioContact {
  readonly state: StatusText;
  readonly note?: string;
  readonly changedAt?: string;
}

/** With its place in the order of calling, from 1; the pictures name contacts by it. */
export interface NumberedContact extends ContactView {
  readonly number: number;
}

/** One line of a list as it is remembered. */
export interface ListEntry {
  readonly minutes: number;
  readonly closeMinutes: number;
  readonly isContact: boolean;
}

export interface ListView {
  readonly case: CaseView;
  readonly list: {
    readonly number: number;
    readonly madeAt: string;
    readonly rule: string;
    readonly ruleVersion: number;
    readonly from: string;
    readonly to: string;
    readonly unresolved: number;
    readonly isExhaustive: boolean;
    readonly marks: Readonly<
      Record<"replayed" | "expired" | "own" | "clockUntrusted" | "clockCorrected" | "early", number>
    >;
  };
  readonly lists: readonly { readonly number: number; readonly madeAt: string }[];
  readonly before?: {
    readonly number: number;
    readonly madeAt: string;
    readonly rule: string;
    readonly ruleVersion: number;
    readonly from: string;
    readonly to: string;
  };
  readonly changes: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly {
      readonly key: string;
      readonly before: ListEntry;
      readonly after: ListEntry;
    }[];
  };
  /** People near by who are no close contacts. */
  readonly others: number;
  readonly contacts: readonly ContactView[];
  /** Who is on the list no more. */
  readonly dropped: readonly { readonly key: string; readonly label: string; readonly state: StatusText }[];
}

export interface RuleText {
  readonly id: string;
  readonly version: number;
  readonly name: { readonly vi: string; readonly en: string };
  readonly since: string;
  readonly source: string;
}
