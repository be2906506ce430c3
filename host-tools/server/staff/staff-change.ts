import type { OfficeOf } from "../office/office.ts";
import type { PlaceChange } from "../units/unit-store.ts";
import type { AccountChange } from "./account-store.ts";
import type { ComputerChange } from "./computers.ts";

/** What signing in, accounts and the first start change. */
export type StaffChange = AccountChange | ComputerChange | PlaceChange;

/** The office as the rooms of staff use it. */
export type StaffOffice = OfficeOf<StaffChange>;
