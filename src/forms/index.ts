/**
 * 出表: the forms that the offices hand on. Each is a workbook of theirs in data/forms with marks in it; it is filled
 * through the query layer, so that filters and the reader's scope hold for it as for any answer.
 */
export { faultsOfForms, formNames, listForms, stampOfForms, withForm, type FormAsked } from './forms.ts';
