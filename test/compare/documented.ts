import { isList, isObject, textOf, type Json } from './json.ts';

/** Of a description of an API what its callers hold on to: addresses, methods and the names of parameters. */
export function addressesOf(description: Json): Json {
  const paths = isObject(description) && isObject(description.paths) ? description.paths : {};
  const namesOf = (operation: Json) =>
    isObject(operation) && isList(operation.parameters)
      ? operation.parameters.map((each) => (isObject(each) ? textOf(each.name) : '')).sort()
      : [];
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(isObject(methods) ? methods : {}).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        namesOf(operation),
      ])
    )
  );
}
