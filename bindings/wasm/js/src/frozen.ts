// Answers: plain data that nobody can change afterwards.

/** Reads core's JSON into plain objects, frozen all the way down. */
export function frozen<T>(json: string): T {
  return freeze(JSON.parse(json) as T)
}

// A member named `__proto__` is data like any other: `JSON.parse` defines it, and nothing here assigns by name.
function freeze<T>(value: T): T {
  for (const name in value) {
    const member = value[name]
    if (typeof member === 'object') freeze(member)
  }
  return Object.freeze(value)
}
