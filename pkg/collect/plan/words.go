package plan

import (
	"bytes"
	"hash/maphash"

	"github.com/go-json-experiment/json/jsontext"
)

// words keeps one copy of strings that come again and again, which in a plan are nearly
// all names and most values. It forgets: a newer word takes an older one's place.
type words struct {
	seed  maphash.Seed
	known *[1 << 13]any // strings, in boxes
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
