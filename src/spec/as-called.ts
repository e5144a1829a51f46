/**
 * Commands as they are typed where there is no npm: by the script of an archive; without one, as they stand. The pages
 * of an archive are written anew by this, with these very lines in them: none reads as what it looks for.
 */
export const asCalled = (text: string, command: string | null | undefined): string =>
  command === undefined || command === null
    ? text
    : text
        .replaceAll(/npm[ ]run check:content(?: --(?= ))?/g, `${command} check-content`)
        .replaceAll(/npm[ ]run (?:-s )?([a-z-]+)(?: --(?= ))?/g, `${command} $1`)
        .replaceAll(/npm[ ]start(?: --(?= ))?/g, command);

/** The commands that are about the data of a warehouse, by the names of their scripts. */
export const commandsOfData: ReadonlySet<string> = new Set(
  'account alerts audit audit-package back backup brief changes decide dev doctor fill follow form load office push rebuild record restore retention revision rollback rules scenario seal serve start upgrade verify versions'.split(
    ' '
  )
);

/**
 * A text in which each command that is about data says which: typed as it stands, it is about these and no other. The
 * folder comes first, since where the line ends only its reader knows. null: as it stands.
 */
export function aboutWarehouse(text: string, warehouse: string | null): string {
  if (warehouse === null) return text;
  const said = /^[\w./\\:@+\-\p{L}]+$/u.test(warehouse) ? warehouse : `"${warehouse}"`;
  return text.replaceAll(/npm[ ]run (?:-s )?([a-z][a-z-]*)(?![\w:-])(?: --(?= ))?/g, (whole, name: string) =>
    commandsOfData.has(name) ? `npm run ${name} -- --warehouse ${said}` : whole
  );
}

/** How commands are typed on the machine that answers: what they are called, and about which data. */
export interface Typing {
  program: string | null;
  warehouse: string | null;
}

/** A text with its commands as they are typed there. */
export const asTyped = (text: string, { program, warehouse }: Typing): string =>
  asCalled(aboutWarehouse(text, warehouse), program);
