/** First of the private characters that stand for the parts while the sentence is said. */
const FIRST = 0xe000;

/** A sentence of the catalogue with its values as markup, wherever its language puts them. */
export function setApart<T>(
  sentence: (...values: string[]) => string,
  ...parts: readonly (string | T)[]
): (string | T)[] {
  const marks = parts.map((_, i) => String.fromCharCode(FIRST + i));
  return sentence(...marks)
    .split(/([\ue000-\uf8ff])/u)
    .filter((text) => text !== '')
    .map((text) => parts[marks.indexOf(text)] ?? text);
}
