// Answers: plain data that nobody can change afterwards.

/** Reads core's JSON into plain objects, frozen all the way down. */
export function frozen<T>(json: string): T {
  return freeze(JSON.parse(json) as T)
}

// A member named `__proto__` is data like any other: `JSON.parse` defines it, and nothing here assigns by name.
function freeze<T>(value: T): T {
  // A list is slow to ask for its items by name.
  if (Array.isArray(value)) value.forEach(freezeInner)
  else for (const name in value) freezeInner(value[name])
  return Object.freeze(value)
}

function freezeInner(value: unknown) {
  if (typeof value === 'object') freeze(value)
}
