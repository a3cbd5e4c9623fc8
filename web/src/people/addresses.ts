export type Pasted = { addresses: string[]; wrong: string[]; double: number };

/** E-mail addresses out of anything that was pasted: a column, a list with names, lines with commas. */
export function addressesIn(text: string): Pasted {
  const found = new Map<string, string>();
  const wrong: string[] = [];
  let double = 0;
  for (const part of text.split(/[\n\r,;\t]+/)) {
    const line = part.trim();
    if (!line) continue;
    const address = /<([^<>]+)>/.exec(line)?.[1]?.trim() ?? line.split(/\s+/).find((word) => word.includes('@')) ?? line;
    if (!/^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"'.]+$/.test(address)) {
      wrong.push(line);
      continue;
    }
    const known = address.toLowerCase();
    if (found.has(known)) double++;
    else found.set(known, address);
  }
  return { addresses: [...found.values()], wrong, double };
}
