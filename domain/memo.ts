/**
 * The same function, which remembers up to `most` answers and then begins anew: for small values that a plan asks for again and again,
 * such as the date of a day.
 */
export function memo<K extends string | number, V>(most: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}
