package terraform

import (
	"context"
	"slices"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// observed is a root module that was read.
type observed struct {
	unit   []*snapshot.Observation
	report snapshot.Source
	// reads are the root modules whose states it is made of.
	reads []*plan
}

// each does something with root modules, several at the same time.
func (l *loader) each(ctx context.Context, list []*plan, do func(*plan)) {
	work := make(chan *plan)
	var workers sync.WaitGroup
	for range max(1, l.options.Jobs) {
		workers.Go(func() {
			for at := range work {
				do(at)
			}
		})
	}
	for _, at := range list {
		if ctx.Err() != nil {
			break
		}
		work <- at
	}
	close(work)
	workers.Wait()
}

// withStates reads the root modules that matter and read states, and those whose states these
// are: all of each, since what one has may matter for what another has.
func (l *loader) withStates(ctx context.Context) map[*plan]*observed {
	found := map[*plan]*observed{}
	var mu sync.Mutex
	wave := l.those(func(at *plan) bool { return l.readsStates(at) && l.matters(at) })
	for len(wave) > 0 && ctx.Err() == nil {
		l.each(ctx, wave, func(at *plan) {
			one := l.observe(ctx, at, true)
			mu.Lock()
			defer mu.Unlock()
			found[at] = one
		})
		asked := map[*plan]bool{}
		for _, one := range found {
			for _, at := range one.reads {
				asked[at] = found[at] == nil
			}
		}
		wave = l.those(func(at *plan) bool { return asked[at] })
	}
	return found
}

// those are some of the root modules, sorted by path.
func (l *loader) those(wanted func(*plan) bool) []*plan {
	return slices.DeleteFunc(slices.Clone(l.roots), func(at *plan) bool { return !wanted(at) })
}

// handOn hands on root modules as units: those of which one reads the state of another are one.
func (l *loader) handOn(found map[*plan]*observed, sink collect.Sink) {
	of := map[*plan]*plan{}
	first := func(at *plan) *plan {
		for of[at] != nil {
			at = of[at]
		}
		return at
	}
	list := l.those(func(at *plan) bool { return found[at] != nil })
	for _, at := range list {
		for _, other := range found[at].reads {
			if a, b := first(at), first(other); a != b {
				of[b] = a
			}
		}
	}
	units := map[*plan][]*snapshot.Observation{}
	for _, at := range list {
		units[first(at)] = append(units[first(at)], found[at].unit...)
		sink.Report(found[at].report)
	}
	for _, at := range list {
		if len(units[at]) > 0 {
			sink.Observe(units[at])
		}
	}
}

// readsStates says whether a root module, or a module that it may call, may read a state.
func (l *loader) readsStates(at *plan) bool {
	return at.states || slices.ContainsFunc(at.reachable, func(at string) bool { return l.plans[at].states })
}
