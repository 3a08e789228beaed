package assemble

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sharing keeps one of what is equal in many observations, as they stay until the end: a
// repository has the same tags, lifecycle and backend in thousands of resources, at the
// same pointers.
type sharing struct {
	objects  map[string]map[string]any
	pointers map[string]string
	key      []byte
}

func newSharing() sharing {
	return sharing{objects: map[string]map[string]any{}, pointers: map[string]string{}}
}

// observation makes its objects and pointers the ones that earlier observations have.
// Nobody writes into them any more.
func (s *sharing) observation(observation *snapshot.Observation) {
	for name, value := range observation.Values {
		if object, ok := value.(map[string]any); ok {
			observation.Values[name] = s.object(object)
		}
	}
	for i := range observation.Locations {
		placed := &observation.Locations[i]
		if known, ok := s.pointers[placed.Pointer]; ok {
			placed.Pointer = known
		} else {
			s.pointers[placed.Pointer] = placed.Pointer
		}
	}
}

// object is the first one that was equal to this. What has objects or lists in it is left
// as it is.
func (s *sharing) object(object map[string]any) map[string]any {
	s.key = s.key[:0]
	for _, name := range slices.Sorted(maps.Keys(object)) {
		s.add('k', name)
		switch value := object[name].(type) {
		case string:
			s.add('s', value)
		case json.Number:
			s.add('n', string(value))
		case bool:
			s.add('b', strconv.FormatBool(value))
		default:
			return object
		}
	}
	if known, ok := s.objects[string(s.key)]; ok {
		return known
	}
	s.objects[string(s.key)] = object
	return object
}

// add puts a text of a kind to the key, so that no other texts give the same key.
func (s *sharing) add(kind byte, text string) {
	s.key = append(s.key, kind)
	s.key = binary.AppendUvarint(s.key, uint64(len(text)))
	s.key = append(s.key, text...)
}
