// Written from protocol/src/documents/schema by `make types`. Do not edit.

/** Ids as they stand in documents. */
export const ID_PATTERNS = {
  item: /^[a-z0-9]{1,24}$/,
  seat: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  slug: /^[a-z0-9-]{1,48}$/,
  map: /^m([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  sphere: /^s([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
} as const;

/** The most characters of an item's order. */
export const ORDER_CAP = 200;

export const BALLOT = {
  marks: {"name":"marks","shown":"marks","holds":"values","key":"{round}/{domain}","value":{"kind":"mark"}},
  reasons: {"name":"reasons","shown":"reasons","holds":"values","key":"{round}/{domain}","value":{"kind":"reason","cap":280}},
} as const;

export const TABLE = {
  proposed: {"name":"proposed","shown":"proposed","holds":"values","key":"{domain}","value":{"kind":"level"}},
  notes: {"name":"notes","shown":"notes","holds":"texts","key":"{domain}/{prompt}"},
  paper: {"name":"paper","shown":"paper","holds":"values","key":"{round}/{domain}/{level}","value":{"kind":"count"}},
} as const;

export const PLENARY = {
  priorities: {"name":"priorities","shown":"priorities","holds":"texts","key":"{domain}"},
  notes: {"name":"notes","shown":"notes","holds":"texts","key":"{domain}"},
  parked: {"name":"parked","shown":"parked","holds":"texts","key":"{key}"},
} as const;

export const MAP = {
  about: {"name":"about","shown":"grounds","holds":"flags","words":["priority","change","local_intelligence"]},
  pathway: {"name":"pathway","shown":"pathway","holds":"text","is_line":true,"cap":200},
  why: {"name":"why","shown":"why","holds":"text","is_line":false,"cap":2000},
  components: {"name":"components","shown":"components","holds":"entries","fields":[{"name":"a","shown":"a","is_required":false,"kind":"label","cap":80},{"name":"b","shown":"b","is_required":false,"kind":"label","cap":80},{"name":"c","shown":"c","is_required":false,"kind":"label","cap":80},{"name":"d","shown":"d","is_required":false,"kind":"label","cap":80}]},
  definition_a: {"name":"definition_a","shown":"definition_a","holds":"text","is_line":false,"cap":2000},
  definition_b: {"name":"definition_b","shown":"definition_b","holds":"text","is_line":false,"cap":2000},
  definition_c: {"name":"definition_c","shown":"definition_c","holds":"text","is_line":false,"cap":2000},
  definition_d: {"name":"definition_d","shown":"definition_d","holds":"text","is_line":false,"cap":2000},
  lanes: {"name":"lanes","shown":"lanes","holds":"items","most":20,"is_joining":false,"fields":[{"name":"name","shown":"name","is_required":false,"kind":"line","cap":80}]},
  steps: {"name":"steps","shown":"steps","holds":"items","most":200,"is_joining":false,"fields":[{"name":"kind","shown":"kind","is_required":true,"kind":"word","words":["start","step","decision","wait","hand_off","end"],"otherwise":null},{"name":"name","shown":"name","is_required":false,"kind":"line","cap":120},{"name":"lane","shown":"lane","is_required":false,"kind":"reference","roots":["lanes"]},{"name":"component","shown":"component","is_required":false,"kind":"word","words":["a","b","c","d"],"otherwise":null},{"name":"note","shown":"note","is_required":false,"kind":"text","cap":2000}]},
  links: {"name":"links","shown":"links","holds":"items","most":600,"is_joining":true,"fields":[{"name":"from","shown":"from","is_required":true,"kind":"reference","roots":["steps"]},{"name":"to","shown":"to","is_required":true,"kind":"reference","roots":["steps"]},{"name":"label","shown":"label","is_required":false,"kind":"line","cap":80}]},
  pins: {"name":"pins","shown":"pins","holds":"items","most":400,"is_joining":false,"fields":[{"name":"step","shown":"step","is_required":true,"kind":"reference","roots":["steps"]},{"name":"class","shown":"class","is_required":false,"kind":"word","words":["operational","wider"],"otherwise":null},{"name":"text","shown":"text","is_required":false,"kind":"text","cap":500},{"name":"evidence","shown":"evidence","is_required":false,"kind":"text","cap":1000},{"name":"number","shown":"number","is_required":false,"kind":"number","most":1000000000},{"name":"unit","shown":"unit","is_required":false,"kind":"line","cap":40}]},
  questions: {"name":"questions","shown":"questions","holds":"items","most":400,"is_joining":false,"fields":[{"name":"step","shown":"step","is_required":true,"kind":"reference","roots":["steps"]},{"name":"text","shown":"text","is_required":false,"kind":"text","cap":500},{"name":"method","shown":"method","is_required":false,"kind":"word","words":["data","survey","interviews","focus_group","workshop"],"otherwise":null},{"name":"answer","shown":"answer","is_required":false,"kind":"text","cap":1000}]},
  stakeholders: {"name":"stakeholders","shown":"stakeholders","holds":"items","most":200,"is_joining":false,"fields":[{"name":"name","shown":"name","is_required":false,"kind":"line","cap":80},{"name":"sphere","shown":"sphere","is_required":false,"kind":"id","id":"sphere"},{"name":"to_bring_in","shown":"is_to_bring_in","is_required":false,"kind":"flag"},{"name":"steps","shown":"steps","is_required":false,"kind":"ticks","root":"steps"}]},
} as const;

export const PLAN = {
  actions: {"name":"actions","shown":"actions","holds":"items","most":200,"is_joining":false,"fields":[{"name":"what","shown":"what","is_required":false,"kind":"line","cap":200},{"name":"objective","shown":"objective","is_required":false,"kind":"text","cap":1000},{"name":"owner","shown":"owner","is_required":false,"kind":"path","forms":[{"kind":"seat","parts":[{"shown":"seat","kind":"id","id":"seat"},{"shown":"label","kind":"line","cap":80}]},{"kind":"organisation","parts":[{"shown":"label","kind":"line","cap":80}]}]},{"name":"engage","shown":"engage","is_required":false,"kind":"text","cap":500},{"name":"evidence","shown":"evidence","is_required":false,"kind":"text","cap":1000},{"name":"develop_by","shown":"develop_by","is_required":false,"kind":"day"},{"name":"implement_by","shown":"implement_by","is_required":false,"kind":"day"},{"name":"test_by","shown":"test_by","is_required":false,"kind":"day"},{"name":"measure","shown":"measure","is_required":false,"kind":"line","cap":200},{"name":"baseline","shown":"baseline","is_required":false,"kind":"line","cap":80},{"name":"target","shown":"target","is_required":false,"kind":"line","cap":80},{"name":"priority","shown":"priority","is_required":false,"kind":"word","words":["first","next","later"],"otherwise":null},{"name":"rhythm","shown":"rhythm","is_required":false,"kind":"word","words":["weekly","fortnightly","monthly","quarterly"],"otherwise":null},{"name":"report_to","shown":"report_to","is_required":false,"kind":"line","cap":80},{"name":"blockers","shown":"blockers","is_required":false,"kind":"items","most":20,"is_joining":false,"fields":[{"name":"text","shown":"text","is_required":false,"kind":"text","cap":500},{"name":"escalated_to","shown":"escalated_to","is_required":false,"kind":"line","cap":80},{"name":"resolved","shown":"is_resolved","is_required":false,"kind":"flag"}]},{"name":"cycles","shown":"cycles","is_required":false,"kind":"items","most":20,"is_joining":false,"fields":[{"name":"plan","shown":"plan","is_required":false,"kind":"group","fields":[{"name":"plan","shown":"text","is_required":false,"kind":"text","cap":1000},{"name":"plan_on","shown":"on","is_required":false,"kind":"day"}]},{"name":"do","shown":"do","is_required":false,"kind":"group","fields":[{"name":"do","shown":"text","is_required":false,"kind":"text","cap":1000},{"name":"do_on","shown":"on","is_required":false,"kind":"day"}]},{"name":"study","shown":"study","is_required":false,"kind":"group","fields":[{"name":"study","shown":"text","is_required":false,"kind":"text","cap":1000},{"name":"study_on","shown":"on","is_required":false,"kind":"day"}]},{"name":"act","shown":"act","is_required":false,"kind":"group","fields":[{"name":"act","shown":"text","is_required":false,"kind":"text","cap":1000},{"name":"act_on","shown":"on","is_required":false,"kind":"day"}]},{"name":"result","shown":"result","is_required":false,"kind":"line","cap":200}]},{"name":"progress","shown":"progress","is_required":false,"kind":"word","words":["not_started","under_way","done","stopped"],"otherwise":"not_started"},{"name":"source","shown":"source","is_required":false,"kind":"path","forms":[{"kind":"domain","parts":[{"shown":"framework","kind":"id","id":"slug"},{"shown":"domain","kind":"id","id":"slug"}]},{"kind":"step","parts":[{"shown":"map","kind":"id","id":"map"},{"shown":"step","kind":"id","id":"item"}]},{"kind":"pin","parts":[{"shown":"map","kind":"id","id":"map"},{"shown":"pin","kind":"id","id":"item"}]}]}]},
  nodes: {"name":"nodes","shown":"nodes","holds":"items","most":200,"is_joining":false,"fields":[{"name":"kind","shown":"kind","is_required":true,"kind":"word","words":["outcome","opportunity","solution","measure"],"otherwise":null},{"name":"text","shown":"text","is_required":false,"kind":"line","cap":200}]},
  ties: {"name":"ties","shown":"ties","holds":"items","most":600,"is_joining":true,"fields":[{"name":"from","shown":"from","is_required":true,"kind":"reference","roots":["actions","nodes"]},{"name":"to","shown":"to","is_required":true,"kind":"reference","roots":["nodes"]},{"name":"way","shown":"way","is_required":false,"kind":"word","words":["direct","indirect"],"otherwise":"direct"},{"name":"how","shown":"how","is_required":false,"kind":"line","cap":200}]},
} as const;
