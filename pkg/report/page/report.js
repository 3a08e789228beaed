'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const fields = ['query', 'verdict', 'severity', 'area', 'environment'].map(byId);
  const [query, verdict, severity, area, environment] = fields;
  const severities = ['critical', 'high', 'medium', 'low', 'info'];

  // The rules as they are filtered: what is shown is read from the page, once.
  const lower = (element) => element.textContent.toLowerCase();
  const rules = Array.from(document.querySelectorAll('.rule'), (element) => ({
    element, about: '', passes: element.querySelector('.passed'), area: element.parentElement.dataset.area,
    findings: Array.from(element.querySelectorAll('.finding'), (finding) => ({ element: finding, text: '' })),
  }));
  let read = false;
  const readTexts = () => {
    if (read) return;
    read = true;
    for (const rule of rules) {
      rule.about = lower(rule.element.querySelector('summary')) + (rule.passes ? lower(rule.passes) : '');
      for (const finding of rule.findings) finding.text = lower(finding.element);
    }
  };

  const severe = (name) => severity.value === '' || severities.indexOf(name) <= severities.indexOf(severity.value);
  const fits = (finding, data, words) => severe(data.severity) &&
    (environment.value === '' || environment.value === data.environment) &&
    (verdict.value === '' || verdict.value === data.verdict || (verdict.value === 'new' && 'new' in data)) &&
    words.every((word) => finding.text.includes(word));

  // A rule is shown for its findings, or for itself where nothing is asked of findings alone.
  const ruleFits = (rule, words) => severe(rule.element.dataset.severity) && environment.value === '' &&
    (verdict.value === '' || verdict.value === rule.element.dataset.verdict || (verdict.value === 'pass' && rule.passes)) &&
    words.every((word) => rule.about.includes(word));

  const apply = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    if (words.length > 0) readTexts();
    const filtered = fields.some((field) => field.value !== '');
    let shownRules = 0, shown = 0, all = 0;
    for (const rule of rules) {
      const here = area.value === '' || area.value === rule.area;
      const whole = words.length > 0 && words.every((word) => rule.about.includes(word));
      let count = 0;
      for (const finding of rule.findings) {
        const visible = here && fits(finding, finding.element.dataset, whole ? [] : words);
        if (finding.element.hidden === visible) finding.element.hidden = !visible;
        if (visible) count++;
      }
      all += rule.findings.length;
      shown += count;
      const visible = count > 0 || (here && ruleFits(rule, words));
      rule.element.hidden = !visible;
      if (visible) shownRules++;
      if (filtered && count > 0 && !rule.element.open) rule.element.open = true;
    }
    for (const section of document.querySelectorAll('.area')) {
      section.hidden = !section.querySelector('.rule:not([hidden])');
    }
    byId('nothing').hidden = shownRules > 0;
    byId('shown').textContent = `${shown} of ${all} findings, in ${shownRules} of ${rules.length} rules`;
  };

  // The address has the filter, so that a link to what is seen can be sent.
  const remember = () => {
    const kept = new URLSearchParams();
    for (const field of fields) if (field.value !== '') kept.set(field.id, field.value);
    const text = kept.toString();
    history.replaceState(null, '', text === '' ? '#rules' : `#?${text}`);
  };
  const reset = () => {
    for (const field of fields) field.value = '';
  };

  // What comes into view is laid out then, and moves the target away.
  const reach = (target, frames = 3) => {
    target.scrollIntoView();
    if (frames > 0) requestAnimationFrame(() => reach(target, frames - 1));
  };

  // An address leads to a filter, or to what stands somewhere within what is folded.
  const go = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith('?')) {
      const kept = new URLSearchParams(hash.slice(1));
      for (const field of fields) field.value = kept.get(field.id) ?? '';
      for (const field of fields) if (field.selectedIndex === -1) field.value = '';
      apply();
      reach(byId('rules'));
      return;
    }
    let id = hash;
    try { id = decodeURIComponent(hash); } catch { /* it is an id as it stands */ }
    const target = byId(id);
    if (!target) return;
    if (target.closest('[hidden]')) {
      reset();
      apply();
    }
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    reach(target);
    const focused = target.querySelector(':scope > summary');
    if (focused) focused.focus({ preventScroll: true });
  };

  // The arrows go through the findings that are shown, from one that has the focus.
  const summaries = () => Array.from(document.querySelectorAll('.rule[open]:not([hidden]) .finding:not([hidden]) > summary'));
  const move = (event) => {
    const on = document.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entering = on === query && event.key === 'ArrowDown';
    if (!entering && !on.matches('.finding > summary')) return;
    const all = summaries();
    const at = entering ? -1 : all.indexOf(on);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || !all[next]) return;
    event.preventDefault();
    all[next].focus();
  };
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === 'Escape' && document.activeElement.closest('#filter')) {
      reset();
      apply();
      remember();
    } else {
      move(event);
    }
  });

  let waiting = 0;
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { apply(); remember(); }, 120);
  });
  for (const field of fields.slice(1)) field.addEventListener('change', () => { apply(); remember(); });
  byId('reset').addEventListener('click', () => { reset(); apply(); remember(); });
  const fold = (open) => {
    for (const element of document.querySelectorAll('.rule, .finding')) if (!element.hidden) element.open = open;
  };
  byId('open').addEventListener('click', () => fold(true));
  byId('close').addEventListener('click', () => fold(false));
  window.addEventListener('hashchange', go);

  // Paper cannot be opened: all that is shown is printed open, and is as before afterwards.
  let folded = [];
  window.addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('details:not([open])')).filter((element) => !element.hidden);
    for (const element of folded) element.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const element of folded) element.open = false;
  });

  // A page of a file may not be allowed to keep anything.
  const theme = byId('theme');
  const kept = (value) => {
    try {
      if (value) localStorage.setItem('pinelint-theme', value);
      return localStorage.getItem('pinelint-theme');
    } catch { return value; }
  };
  const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const label = () => { theme.textContent = dark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', `${theme.textContent} colours`); };
  const chosen = kept();
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  theme.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; kept(root.dataset.theme); label(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);
  label();

  theme.hidden = false;
  byId('filter').hidden = false;
  apply();
  // The browser goes there too while it loads, and takes the focus away.
  if (location.hash) {
    go();
    window.addEventListener('load', go);
  }
})();
