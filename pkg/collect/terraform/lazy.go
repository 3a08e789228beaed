package terraform

import "github.com/zclconf/go-cty/cty"

// lazy as [parts] is an object whose parts are evaluated when they are asked for.
type lazy struct {
	names func() []string
	// get is a part, nil where there is none.
	get func(name string) *node
	// open is why there may be more parts, nil where there are not.
	open    func() *gap
	kept    map[string]*node
	forcing bool
}

func (l *lazy) part(key cty.Value) *node {
	name, ok := text(key)
	if !ok {
		return nil
	}
	if kept, ok := l.kept[name]; ok {
		return kept
	}
	made := l.get(name)
	if l.kept == nil {
		l.kept = map[string]*node{}
	}
	l.kept[name] = made
	return made
}

func (l *lazy) all() ([]entry, kind, *gap) {
	if l.open != nil {
		if why := l.open(); why != nil {
			return nil, plain, why
		}
	}
	var entries []entry
	for _, name := range l.names() {
		if made := l.part(cty.StringVal(name)); made != nil {
			entries = append(entries, entry{key: name, node: made})
		}
	}
	return newObject(entries).entries, object, nil
}

// whole is unknown in itself where files read each other.
func (l *lazy) whole() cty.Value {
	if l.forcing {
		return cty.DynamicVal
	}
	l.forcing = true
	defer func() { l.forcing = false }()
	entries, _, why := l.all()
	if why != nil {
		return cty.DynamicVal
	}
	return newObject(entries).force()
}
