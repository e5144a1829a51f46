export { martAcross, ownName, placedName, toldIn, type MartColumn, type Province, type ToldNames } from './across.ts';
export { compose, composedIn, together, type Composed } from './compose.ts';
export { keepComposing, type Composing } from './keep-composing.ts';
export { readProvinces, type ListedProvince, type ProvinceTables } from './table.ts';
export { warehouseOf } from './tenants.ts';
