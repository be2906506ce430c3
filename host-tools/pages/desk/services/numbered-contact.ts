import type { ContactView } from "../../../contract/contacts.ts";

/** A contact with its place in the order of calling, from 1; the pictures name contacts by it. */
export interface NumberedContact extends ContactView {
  readonly number: number;
}
