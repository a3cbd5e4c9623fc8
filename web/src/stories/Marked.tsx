import { useWords } from '../words';
import type { PrivatePart } from './shapes';

/** What may point at a person stands marked, with what it was taken for. Places are characters, not the units a string counts in. */
export function Marked({ text, parts, language: spoken }: { text: string; parts: PrivatePart[]; language: string }) {
  const { t, language } = useWords();
  const letters = [...text];
  const sorted = [...parts].sort((a, b) => a.from - b.from);
  const pieces: { said: string; kind: string | null }[] = [];
  let at = 0;
  for (const part of sorted) {
    if (part.from > at) pieces.push({ said: letters.slice(at, part.from).join(''), kind: null });
    pieces.push({ said: letters.slice(part.from, part.to).join(''), kind: part.kind });
    at = part.to;
  }
  if (at < letters.length) pieces.push({ said: letters.slice(at).join(''), kind: null });
  return (
    <p className="voice told" lang={spoken === language ? undefined : spoken}>
      {pieces.map((piece, place) =>
        piece.kind ? (
          <mark key={place} title={t(`web.private.${piece.kind}`)}>
            {piece.said}
            <span className="vh" lang={language}> ({t(`web.private.${piece.kind}`)})</span>
          </mark>
        ) : (
          <span key={place}>{piece.said}</span>
        ),
      )}
    </p>
  );
}

/** The same text with what was marked taken out, as a first proposal; a person reads it over. */
export function proposal(text: string, parts: PrivatePart[], name: (kind: string) => string): string {
  const letters = [...text];
  for (const part of [...parts].sort((a, b) => b.from - a.from)) letters.splice(part.from, part.to - part.from, `[${name(part.kind)}]`);
  return letters.join('');
}
