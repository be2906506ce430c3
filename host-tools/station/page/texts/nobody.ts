export { NOBODY_IS_TURNED_AWAY } from "../../../server/people/consent-texts.ts";
