/**
 * Wireshark plugin for the adverts of Bluezone phones and tokens: a post-dissector, which adds its lines to packets that
 * Wireshark's own decoder has read and takes nothing away. It finds advertising data in any capture that has it:
 * a sniffer's (link types 251 and 256) as well as the controller's log of a phone or computer.
 */
import "./bit32.ts";
import { minuteNear, type Tail } from "../../../../protocol/advert.ts";
import { TAG_BYTES } from "../../../../protocol/gate-advert.ts";
import { rendezvousOffset } from "../../../../protocol/rendezvous.ts";
import { REASONS, type Report, reportOf, TAIL_FIELDS } from "./advert-report.ts";
import { type ByteView, viewOf } from "./byte-view.ts";
import type {
  ProtoExpert as Expert,
  Field as Extractor,
  NewProtoField,
  PacketInfo,
  Proto as Protocol,
  ProtoField as TreeField,
  TreeItem,
  TvbRange,
} from "./wireshark-api.ts";

declare const Proto: (this: void, name: string, description: string) => Protocol;
declare const ProtoField: NewProtoField;
declare const ProtoExpert: {
  readonly new: (this: void, abbreviation: string, text: string, group: number, severity: number) => Expert;
};
declare const Field: { readonly new: (this: void, name: string) => Extractor };
declare const NSTime: (this: void, seconds: number, nanoseconds: number) => unknown;
declare const base: { readonly UTC: number };
declare const expert: {
  readonly group: { readonly MALFORMED: number };
  readonly severity: { readonly WARN: number };
};
declare const register_postdissector: (this: void, proto: Protocol) => void;
declare const set_plugin_info: (this: void, info: Readonly<Record<string, string>>) => void;
declare const BLUEZONE_PLUGIN_VERSION: string;

const ROLLING_ID_BYTES = 12;
const TAIL_BYTES = 4;

set_plugin_info({ version: BLUEZONE_PLUGIN_VERSION, description: "Adverts of Bluezone phones and tokens" });

const proto = Proto("bluezone", "Bluezone");
const sender = ProtoField.string("bluezone.sender", "Sender");
const rollingId = ProtoField.bytes("bluezone.rolling_id", "Rolling ID");
const gateKind = ProtoField.string("bluezone.gate", "From a gate");
const gateEpoch = ProtoField.uint32("bluezone.gate.epoch", "Epoch, modulo 2^16");
const gateTags = ProtoField.bytes("bluezone.gate.tags", "Three tags of 7 bytes");
const rendezvous = ProtoField.absolute_time("bluezone.rendezvous", "Rendezvous", base.UTC);
const reason = ProtoField.string("bluezone.error", "Refused");
const errorOffset = ProtoField.uint8("bluezone.error.offset", "At byte");
const tailFields: TreeField[] = [];
const fields = [sender, rollingId, gateKind, gateEpoch, gateTags, rendezvous, reason, errorOffset];
for (const { name, label, type } of TAIL_FIELDS) {
  const field = ProtoField[type](`bluezone.${name}`, label);
  tailFields.push(field);
  fields.push(field);
}
proto.fields = fields;

const expertOf: Record<string, Expert> = {};
const experts: Expert[] = [];
for (const [name, text] of Object.entries(REASONS)) {
  const { group, severity } = expert;
  const info = ProtoExpert.new(`bluezone.${name}`, text, group.MALFORMED, severity.WARN);
  expertOf[name] = info;
  experts.push(info);
}
proto.experts = experts;

const advertisingData = Field.new("btcommon.eir_ad.advertising_data");

proto.dissector = (_tvb, packet, tree) => {
  for (const { range } of [...advertisingData()]) {
    if (range) show(reportOf(viewOf(range.bytes())), range, packet, tree);
  }
};

function show(report: Report, range: TvbRange, packet: PacketInfo, tree: TreeItem): void {
  if (report.kind === "foreign") return;
  packet.cols.protocol = "Bluezone";
  const item = tree.add(proto, range);
  if (report.kind === "refused") {
    const { error } = report;
    item.append_text(`: refused, ${error.reason}`);
    item.add(reason, range, error.reason).add_proto_expert_info(expertOf[error.reason]!);
    item.add(errorOffset, range, error.offset);
    return;
  }
  if (report.kind === "gate") {
    const { kind, epochLow, tags } = report.advert;
    item.append_text(`: ${kind} of a gate`);
    item.add(gateKind, range, kind);
    item.add(gateEpoch, range, epochLow);
    item.add(gateTags, range((tags[0] as ByteView).start, tags.length * TAG_BYTES));
    packet.cols.info.append(` [${kind}]`);
    return;
  }
  const { advert, tailAt } = report;
  const id = advert.rollingId as ByteView;
  item.append_text(`: ${advert.sender}`);
  item.add(sender, range, advert.sender);
  item.add(rollingId, range(id.start, ROLLING_ID_BYTES));
  if (advert.tail)
    showTail(advert.tail, tailAt !== undefined ? range(tailAt, TAIL_BYTES) : range, packet, item);
  packet.cols.info.append(` [${advert.sender}]`);
}

function showTail(tail: Tail, range: TvbRange, packet: PacketInfo, item: TreeItem): void {
  TAIL_FIELDS.forEach(({ value }, i) => {
    const shown = value(tail);
    if (shown !== undefined) item.add(tailFields[i]!, range, shown);
  });
  const minute = minuteNear(tail.minute, Math.floor(packet.abs_ts / 60));
  const at = minute * 60 + rendezvousOffset(minute) / 1000;
  const seconds = Math.floor(at);
  item
    .add(rendezvous, range, NSTime(seconds, Math.floor((at - seconds) * 1000 + 0.5) * 1000000))
    .set_generated();
}

register_postdissector(proto);
