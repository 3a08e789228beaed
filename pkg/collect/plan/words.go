package plan

import (
	"bytes"
	"hash/maphash"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// words keeps one copy of strings that come again and again, which in a plan are nearly
// all names and most values. It forgets: a newer word takes an older one's place.
type words struct {
	seed  maphash.Seed
	known *[1 << 13]any // strings, in boxes
	// pointers are those of attributes, by name.
	pointers map[string]string
}

// value gives the string of a JSON string, boxed.
func (w *words) value(raw jsontext.Value) (any, error) {
	const longest = 128
	if len(raw) > longest || len(raw) < 2 || bytes.IndexByte(raw, '\\') >= 0 {
		text, err := jsontext.AppendUnquote(nil, raw)
		return string(text), err
	}
	if w.known == nil {
		w.known, w.seed = new([1 << 13]any), maphash.MakeSeed()
	}
	text := raw[1 : len(raw)-1]
	slot := &w.known[maphash.Bytes(w.seed, text)%uint64(len(w.known))]
	if word, ok := (*slot).(string); ok && word == string(text) {
		return *slot, nil
	}
	*slot = string(text)
	return *slot, nil
}

func (w *words) text(raw jsontext.Value) (string, error) {
	value, err := w.value(raw)
	text, _ := value.(string)
	return text, err
}

// pointer gives the JSON pointer of an attribute.
func (w *words) pointer(name string) string {
	const most = 1000
	pointer, ok := w.pointers[name]
	if ok {
		return pointer
	}
	pointer = snapshot.Child("", name)
	if w.pointers == nil {
		w.pointers = map[string]string{}
	}
	if len(w.pointers) < most {
		w.pointers[name] = pointer
	}
	return pointer
}
