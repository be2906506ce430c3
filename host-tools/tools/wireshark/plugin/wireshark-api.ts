/** The part of Wireshark's Lua interface that the plugin uses (Wireshark Developer's Guide, chapters 10 and 11). */

/** Lua calls these without `self`. */
type Plain<A extends readonly unknown[], R> = (this: void, ...args: A) => R;

export interface ByteArray {
  len(): number;
  get_index(index: number): number;
}

export type TvbRange = ((this: void, offset: number, length: number) => TvbRange) & {
  bytes(): ByteArray;
};

interface FieldInfo {
  /** None for a field without bytes. */
  readonly range: TvbRange | undefined;
}

/** A call gives what was found in this packet, as so many results. */
export type Field = Plain<[], LuaMultiReturn<FieldInfo[]>>;

export interface ProtoField {
  readonly __protoField: never;
}

export interface ProtoExpert {
  readonly __protoExpert: never;
}

export interface TreeItem {
  add(field: ProtoField | Proto, range: TvbRange, ...value: unknown[]): TreeItem;
  add_proto_expert_info(expert: ProtoExpert, text?: string): TreeItem;
  append_text(text: string): TreeItem;
  set_generated(): TreeItem;
}

export interface PacketInfo {
  /** Unix time of the packet, s. */
  readonly abs_ts: number;
  cols: { protocol: string; info: { append(text: string): void } };
}

export interface Proto {
  fields: readonly ProtoField[];
  experts: readonly ProtoExpert[];
  dissector: Plain<[tvb: unknown, packet: PacketInfo, tree: TreeItem], void>;
}

export interface NewProtoField {
  readonly string: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly bytes: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly bool: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly uint8: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly uint32: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly int8: Plain<[abbreviation: string, name: string], ProtoField>;
  readonly absolute_time: Plain<[abbreviation: string, name: string, zone: number], ProtoField>;
}

/** TypeScript to Lua's mark for a function with several results; `[...f()]` makes an array of them. */
type LuaMultiReturn<T extends readonly unknown[]> = T & { readonly __tstlMultiReturn: unknown };
