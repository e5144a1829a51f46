import { addToFormat, changeOf, putsOnNothing, replacesValue, type PutOn } from './conditional.ts';
import { addRule } from './frame.ts';
import type { Shape } from './shape.ts';
import type { XmlHandler } from './xml.ts';

/**
 * Takes in the rules of conditional formats that Excel keeps in the extensions of a sheet (those that look at another
 * sheet, and newer bars and icons): each with its format inside it, and where they hold after them.
 */
export function extendedRules(shape: Shape): NonNullable<XmlHandler['foreign']> {
  let rules: { format: PutOn; replaces: boolean }[] = [];
  let path: string[] = [];
  let ranges = '';
  return {
    open(name, attributes) {
      const at = path.lastIndexOf('dxf');
      if (name === 'conditionalFormatting') [rules, path, ranges] = [[], [], ''];
      if (name === 'cfRule') rules.push({ format: putsOnNothing(), replaces: false });
      const own = rules.at(-1);
      if (own && replacesValue(name, attributes)) own.replaces = true;
      if (own && at !== -1 && path.length - at <= 2) addToFormat(own.format, path[at + 1] ?? '', name, attributes);
      path.push(name);
    },
    text(text) {
      if (path.at(-1) === 'sqref') ranges += text;
    },
    close(name) {
      path.pop();
      if (name !== 'conditionalFormatting') return;
      for (const { format, replaces } of rules)
        addRule(shape, ranges, { change: replaces ? 'hidden' : changeOf(format) });
    },
  };
}
