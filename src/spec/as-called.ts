/** Commands as they are typed where there is no npm: by the script of an archive; without one, as they stand. */
export const asCalled = (text: string, command: string | null | undefined): string =>
  command === undefined || command === null
    ? text
    : text
        .replaceAll(/npm run check:content(?: --(?= ))?/g, `${command} check-content`)
        .replaceAll(/npm run (?:-s )?([a-z-]+)(?: --(?= ))?/g, `${command} $1`)
        .replaceAll(/npm start(?: --(?= ))?/g, command);
