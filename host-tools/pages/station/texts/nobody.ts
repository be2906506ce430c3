export { NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
