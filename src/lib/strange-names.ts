/** Everything that an address of some page may say. */
const known: ReadonlySet<string> = new Set(
  (
    'version as_of search sort limit offset format links ' +
    'batch city county direction task applicant_type ownership stage ' +
    'rule verdict severity notice clause decision subject_id span done problem moments ' +
    'project relation likeness year metric of project_id only panel part one other ' +
    'assertion pair identity file sheet state landed row check effect compared id'
  ).split(' ')
);

/** What chats, mail and advertisements hang on an address. */
const decoration =
  /^(from|isappinstalled|nsukey|scene|clicktime|enterid|spm|ref|source|src|_t?|t|timestamp|said_.*|utm_.*|share.*|wx.*|\w*clid)$/i;

/** The names in an address that no page knows: what they were to say, perhaps a filter, is not obeyed. */
export const strangeNames = (params: URLSearchParams): string[] =>
  [...new Set(params.keys())].filter((name) => !known.has(name) && !decoration.test(name));
