/**
 * Makes a thing once for the object it is made from, for as long as that is there: what is told each second of the same numbers
 * is then the same object, and nothing is drawn anew.
 */
export function keptFor<K extends object, V extends NonNullable<unknown>>(make: (from: K) => V): (from: K) => V {
  const kept = new WeakMap<K, V>();
  return (from) => {
    const thing = kept.get(from) ?? make(from);
    kept.set(from, thing);
    return thing;
  };
}
