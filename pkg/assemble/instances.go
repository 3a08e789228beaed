package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// standsFor is the declaration that stands for a resource of a plan among other instances,
// and the keys that the plan has where the source has none; nil where there is none.
func (d declarations) standsFor(one *snapshot.Observation) (*snapshot.Observation, []string) {
	if len(d.some) == 0 {
		return nil, nil
	}
	for _, some := range d.some[one.Type+" "+withoutKeys(one.Address)] {
		if keys, ok := keysOf(some.Address, one.Address); ok {
			return some, keys
		}
	}
	return nil, nil
}

// instance makes one of the declaration that stands for all. What refers to that, of which the
// plan tells no instances, refers to each.
func (d declarations) instance(some *snapshot.Observation, address string, keys []string) *snapshot.Observation {
	one := *some
	one.Address = address
	one.Values, one.Unknown = maps.Clone(some.Values), maps.Clone(some.Unknown)
	one.Formerly = append(withKeys(some.Formerly, keys), some.Address)
	one.References = make(map[string][]string, len(some.References))
	for pointer, references := range some.References {
		one.References[pointer] = withKeys(references, keys)
	}
	d.by[one.Type+" "+address] = &one
	d.instances[some] = append(d.instances[some], &one)
	return &one
}

// withInstances puts instances in the place of what stood for them.
func withInstances(observations []*snapshot.Observation, roots map[string]declarations) []*snapshot.Observation {
	var made []*snapshot.Observation
	for _, root := range roots {
		for _, instances := range root.instances {
			made = append(made, instances...)
		}
	}
	if len(made) == 0 {
		return observations
	}
	for _, one := range observations {
		if len(roots[one.Source].instances[one]) == 0 {
			made = append(made, one)
		}
	}
	slices.SortFunc(made, compareObservations)
	return made
}

// keysOf are the keys that an address has where another has some instance, if that is all
// in which they differ.
func keysOf(some, address string) ([]string, bool) {
	var keys []string
	for {
		before, after, more := strings.Cut(some, snapshot.SomeInstance)
		rest, ok := strings.CutPrefix(address, before)
		if !more {
			return keys, address == some
		}
		size := snapshot.KeyLength(rest)
		if !ok || size == 0 {
			return nil, false
		}
		keys = append(keys, rest[:size])
		some, address = after, rest[size:]
	}
}

// withKeys puts keys in the places of some instances, in their order: a reference from an
// instance goes to those of the same modules, and by each.key to the one of the same key.
func withKeys(addresses, keys []string) []string {
	put := make([]string, 0, len(addresses))
	for _, address := range addresses {
		for i := 0; strings.Contains(address, snapshot.SomeInstance); i++ {
			address = strings.Replace(address, snapshot.SomeInstance, keys[min(i, len(keys)-1)], 1)
		}
		put = append(put, address)
	}
	return put
}

// withoutKeys drops all instance keys of an address.
func withoutKeys(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	var names strings.Builder
	for address != "" {
		size := max(snapshot.KeyLength(address), 1)
		if size == 1 {
			names.WriteByte(address[0])
		}
		address = address[size:]
	}
	return names.String()
}
