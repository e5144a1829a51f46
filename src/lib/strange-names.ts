/** What an address of some page may say besides filters. */
const known: ReadonlySet<string> = new Set(
  (
    'version decided as_of search sort limit offset format links ' +
    'rule verdict severity notice clause decision subject_id span done problem moments ' +
    'project relation likeness year metric of project_id only panel part one other ' +
    'assertion pair identity file sheet state landed row check effect compared id metrics by ready stands ' +
    'stream event since until background section keep older ' +
    'what kind actor acting replied number at_least at_most show back peer view every ' +
    'on weights_of total floor ceiling method penalty list compare to at touched budget control text address path seen ' +
    'alert status paper table draft saved'
  ).split(' ')
);

/** What chats, mail and advertisements hang on an address. */
const decoration =
  /^(from|isappinstalled|nsukey|scene|clicktime|enterid|spm|ref|source|src|_t?|t|timestamp|said_.*|utm_.*|share.*|wx.*|\w*clid)$/i;

/**
 * The names in an address that no page knows: what they were to say, perhaps a filter, is not obeyed. Without filters
 * nobody can tell.
 */
export function strangeNames(params: URLSearchParams, filters: readonly { name: string }[]): string[] {
  const said = filters.length === 0 ? [] : [...new Set(params.keys())];
  const names = new Set([...known, ...filters.map(({ name }) => name)]);
  return said.filter((name) => !names.has(name) && !decoration.test(name));
}
