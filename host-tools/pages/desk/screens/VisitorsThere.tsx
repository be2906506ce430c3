/** Visitors who were in a case's zones in the same minutes, most minutes first: they are on no list, so their phone stands here. */
import type { VisitorView } from "../../../contract/gates.ts";
import { normalPhone, readablePhone } from "../../../contract/phones.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { clockText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { PASSAGES } from "../texts/passages.ts";

export function VisitorsThere({ visitors }: { readonly visitors: readonly VisitorView[] }) {
  const t = useTexts(PASSAGES);
  return (
    <section class="scroll" aria-label={t.visitors}>
      <table class="contacts kept" data-testid="visitors-there">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.phone}</th>
            <th scope="col" class="number">
              {t.minutes}
            </th>
            <th scope="col">{t.span}</th>
            <th scope="col">{t.where}</th>
            <th scope="col">{t.host}</th>
            <th scope="col">{t.sure}</th>
          </tr>
        </thead>
        <tbody>
          {visitors.map((one) => (
            <tr key={`${one.name} ${one.phone} ${one.zone} ${one.from} ${one.to}`}>
              <th scope="row">
                {one.birthYear === undefined ? one.name : t.born(one.name, one.birthYear)}
                {one.token !== undefined && ` · ${t.lent(one.token)}`}
              </th>
              <td data-label={t.phone}>
                {one.phone === undefined ? (
                  <span class="soft">{t.untold}</span>
                ) : (
                  <a class="phone" href={`tel:${one.phone.replace(/[^+\d]/g, "")}`}>
                    {phoneOf(one)}
                  </a>
                )}
              </td>
              <td class="number" data-label={t.minutes}>
                <strong>{one.minutes}</strong>
              </td>
              <td data-label={t.span}>
                {clockText(Date.parse(one.from))} – {clockText(Date.parse(one.to))}
              </td>
              <td data-label={t.where}>
                {one.gate} · {one.zone} · {one.placeName}
                {one.by === "site" && <span class="small soft"> · {t.byPhone}</span>}
                {one.guard !== undefined && <span class="small soft"> · {t.notedBy(one.guard)}</span>}
              </td>
              <td data-label={t.host}>{one.host ?? <span class="soft">{t.untold}</span>}</td>
              <td>
                {one.isSure ? (
                  <Chip tone="green" text={t.visitorSure} />
                ) : (
                  <Chip tone="amber" text={t.visitorNotSure} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function phoneOf({ phone }: VisitorView): string | undefined {
  const normal = phone === undefined ? undefined : normalPhone(phone);
  return normal === undefined ? phone : readablePhone(normal);
}
