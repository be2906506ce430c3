/** The fields of a visitor, into which a guard types and a hand-held scanner, too: wherever the cursor stands. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { CardHolder } from "../../../contract/card-codes.ts";
import { labelDigits, readLabel } from "../../../contract/label.ts";
import { newVisitId } from "../../../contract/visit-id.ts";
import { type OddCode, readVisitorCode, scannedIn } from "../../../contract/visitor-codes.ts";
import type { GuardVisit, VisitWay } from "../../../contract/visits.ts";

/** A scanner's keys follow each other within some ms; behind this pause all have come. */
const PAUSE_MS = 400;
/** Some scanners stop in the middle and go on. */
const LONG_PAUSE_MS = 2000;

const FIELDS = ["name", "phone", "host"] as const;
type Field = (typeof FIELDS)[number];
type Fields = Readonly<Record<Field, string>>;

const EMPTY: Fields = { name: "", phone: "", host: "" };

interface FromCode extends CardHolder {
  readonly by: VisitWay;
}

const scanOf = (field: Field, text: string) => scannedIn(text, field === "phone");

export function useVisitor() {
  const [fields, setFields] = useState(EMPTY);
  const [fromCode, setFromCode] = useState<FromCode>();
  const [odd, setOdd] = useState<OddCode>();
  const [label, setLabel] = useState("");
  const drawn = useRef(newVisitId());

  /** What was read takes the place of the name, a token's label its own; anything else leaves all as it is. */
  const take = (code: string): boolean => {
    const read = readVisitorCode(code);
    setOdd(read.kind === "holder" ? undefined : read.kind);
    if (read.kind === "token") setLabel(labelDigits(read.serial));
    if (read.kind !== "holder") return read.kind === "token";
    setFromCode({ ...read.holder, by: read.by });
    setFields((before) => ({ ...before, name: read.holder.name }));
    return true;
  };
  const settle = (field: Field, text: string) => {
    const found = scanOf(field, text);
    if (!found) return;
    setFields((before) => ({ ...before, [field]: found.before }));
    take(found.code);
  };
  const scanned = FIELDS.find((field) => scanOf(field, fields[field]));
  useEffect(() => {
    if (!scanned) return;
    const isPart = readVisitorCode(scanOf(scanned, fields[scanned])!.code).kind === "unfinished";
    const timer = setTimeout(() => settle(scanned, fields[scanned]), isPart ? LONG_PAUSE_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [scanned, scanned && fields[scanned]]);

  const token = readLabel(label);
  const holder = fromCode?.name === fields.name.trim() ? fromCode : undefined;
  return {
    fields,
    odd,
    holder,
    take,
    /** Of a token that is lent or given back, as it is typed. */
    label,
    setLabel,
    isLabelWrong: label.trim() !== "" && token.kind !== "serial",
    /** A code is being typed, of which nothing may be sent. */
    isScanning: scanned !== undefined,
    set(field: Field, text: string) {
      if (!scanOf(field, text)) setOdd(undefined);
      setFields((before) => ({ ...before, [field]: text }));
    },
    empty() {
      setFields(EMPTY);
      setFromCode(undefined);
      setOdd(undefined);
      setLabel("");
      drawn.current = newVisitId();
    },
    /** As it is sent: pressed again, it is the same visit. */
    visit(direction: GuardVisit["direction"]): GuardVisit {
      return {
        id: drawn.current,
        direction,
        by: holder?.by ?? "spoken",
        ...toldIn(fields),
        ...(holder ? { birthYear: holder.birthYear } : {}),
        ...(token.kind === "serial" ? { token: token.serial } : {}),
      };
    },
  };
}

function toldIn(fields: Fields): Pick<GuardVisit, Field> {
  const [name, phone, host] = FIELDS.map((field) => fields[field].trim());
  return { name: name!, ...(phone ? { phone } : {}), ...(host ? { host } : {}) };
}
