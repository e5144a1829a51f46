// Runs in every page before its modules, in words that the oldest browsers read: it makes what a browser of the
// floor (Chromium 88) lacks of later ones, and tells once who reads with one below it. Nothing is withheld: pages are
// read and printed without.
(function (array, object) {
  function make(on, name, work) {
    if (!on[name]) object.defineProperty(on, name, { value: work, configurable: true, writable: true });
  }
  function at(index) {
    index = Math.trunc(index) || 0;
    return this[index < 0 ? this.length + index : index];
  }
  make(array, 'at', at);
  make(String.prototype, 'at', at);
  make(array, 'findLastIndex', function (test, self) {
    for (var i = this.length - 1; i >= 0; i -= 1) if (test.call(self, this[i], i, this)) return i;
    return -1;
  });
  make(array, 'findLast', function (test, self) {
    return this[this.findLastIndex(test, self)];
  });
  make(array, 'toReversed', function () {
    return this.slice().reverse();
  });
  make(array, 'toSorted', function (compare) {
    return this.slice().sort(compare);
  });
  make(object, 'hasOwn', function (of, name) {
    return object.prototype.hasOwnProperty.call(of, name);
  });
  if (window.Map)
    make(Map, 'groupBy', function (items, keyOf) {
      var groups = new Map();
      Array.from(items).forEach(function (item, index) {
        var key = keyOf(item, index);
        if (groups.has(key)) groups.get(key).push(item);
        else groups.set(key, [item]);
      });
      return groups;
    });
  var knows = window.CSS && CSS.supports;
  if (knows && CSS.supports('selector(:where(a))') && CSS.supports('aspect-ratio', '1')) return;
  try {
    if (localStorage.getItem('floor')) return;
    localStorage.setItem('floor', 'told');
  } catch (refused) {
    return void refused;
  }
  document.addEventListener('DOMContentLoaded', function () {
    var told = document.createElement('p');
    told.className = 'banner';
    told.setAttribute('role', 'status');
    told.appendChild(
      document.createTextNode(
        '这个浏览器较旧（Chromium 88 以前）：每一页都能看、能打印，但排版会乱一些，图不能点。请换新一些的浏览器。只说这一次。'
      )
    );
    document.body.insertBefore(told, document.body.firstChild);
  });
})(Array.prototype, Object);
