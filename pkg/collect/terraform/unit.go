package terraform

import (
	"context"
	"slices"
)

// units are the root modules that are observed together: one, or several of which some read
// the state of others. What no root module that matters reads stays alone.
func (l *loader) units(ctx context.Context) [][]*plan {
	of := map[*plan]*plan{}
	first := func(at *plan) *plan {
		for of[at] != nil {
			at = of[at]
		}
		return at
	}
	pending := slices.DeleteFunc(slices.Clone(l.roots), func(at *plan) bool { return !at.relevant(l.plans) })
	looked := map[*plan]bool{}
	for len(pending) > 0 && ctx.Err() == nil {
		at := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if looked[at] || !l.readsStates(at) {
			continue
		}
		looked[at] = true
		for _, other := range l.reading(at) {
			pending = append(pending, other)
			if a, b := first(at), first(other); a != b {
				of[b] = a
			}
		}
	}
	together := map[*plan][]*plan{}
	for _, at := range l.roots {
		together[first(at)] = append(together[first(at)], at)
	}
	var list [][]*plan
	for _, at := range l.roots {
		if unit := together[first(at)]; unit[0] == at {
			list = append(list, unit)
		}
	}
	return list
}

// readsStates says whether a root module, or a module that it may call, may read a state.
func (l *loader) readsStates(at *plan) bool {
	return slices.ContainsFunc(at.reachable, func(at string) bool { return l.plans[at].states })
}

// reading are the root modules whose states one reads. What is parsed for it is let go, as
// there may be many that read some.
func (l *loader) reading(at *plan) []*plan {
	var found []*plan
	main := l.main(at, nil)
	if main == nil {
		return nil
	}
	main.eachRemote(func(i *instance) {
		if from := i.remote(); from != nil && from != at {
			found = append(found, from)
		}
	})
	l.free(main.root.borrowed...)
	for _, path := range at.reachable {
		l.loaded[path] = &loading{users: l.loaded[path].users}
	}
	return found
}

// eachRemote visits the data sources that read a state, in the module and in those that it calls.
func (m *module) eachRemote(visit func(*instance)) {
	for _, b := range m.folder.resources {
		if !readsState(b) {
			continue
		}
		if declared := m.resource(b); declared != nil {
			for _, i := range declared.instances {
				visit(i)
			}
		}
	}
	for instance := range m.entered() {
		if instance.module != nil {
			instance.module.eachRemote(visit)
		}
	}
}
