/** A gate's poster: one sheet of A4 in both languages, with the code that visitors' phones scan. */
import { NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import { siteLink } from "../../../contract/site-link.ts";
import { QrPicture } from "../../shared/components/QrPicture.tsx";
import { ON_PAPER } from "../texts/poster.ts";

interface PosterProps {
  readonly placeName: string;
  readonly gate: string;
  readonly site: string;
}

export function Poster({ placeName, gate, site }: PosterProps) {
  const link = siteLink(location.origin, site);
  const { vi, en } = ON_PAPER;
  return (
    <article class="poster" lang="vi" data-testid="poster">
      <h2 class="how">{vi.how}</h2>
      <p class="how" lang="en">
        {en.how}
      </p>
      <QrPicture text={link} label={link} />
      <p class="where">
        {placeName} · {gate}
      </p>
      <p>
        {vi.free} {NOBODY_IS_TURNED_AWAY.vi}
      </p>
      <p lang="en">
        {en.free} {NOBODY_IS_TURNED_AWAY.en}
      </p>
      <p class="address">
        {vi.address} <span lang="en">{en.address}</span> <strong>{link}</strong>
      </p>
    </article>
  );
}
