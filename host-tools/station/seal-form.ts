/** Forms that are filled in without a network. */
import type { Form } from "../contract/forms.ts";
import { type FormKey, sealed } from "../contract/sealed.ts";

export type { FormKey };

export function sealForm(form: Form, key: FormKey): ReturnType<typeof sealed> {
  return sealed(form, key);
}
