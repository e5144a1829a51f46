/** The values of every cookie of a name, in the order in which they were sent. */
export const cookiesNamed = (name: string, cookies = ''): string[] =>
  cookies
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(`${name}=`))
    .map((each) => each.slice(name.length + 1));
