import declared from '#dimensions-of-one';
import { defineDimensions } from '#spec';

/**
 * What figures are filtered and grouped by where several provinces are read together: the province itself comes first,
 * and is a dimension like any other. Node finds this file in the place of the one that a province has by the condition
 * `provinces` (package.json, "imports"), so that where nobody reads across provinces there is no such dimension.
 */
export default defineDimensions({ province: { values: 'reference.provinces' }, ...declared });
