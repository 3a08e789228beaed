package plan

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// text writes the JSON of one resource after the other, and keeps it closely packed.
type text struct {
	current []byte
	names   int // where the last name begins, which goes again if its value is null
	chunk   []byte
}

func (t *text) begin() { t.current = append(t.current[:0], '{') }

func (t *text) open(name string) {
	t.current = append(append(append(t.current, '"'), name...), `":{`...)
}

func (t *text) close() {
	t.current = append(bytes.TrimSuffix(t.current, []byte{','}), '}', ',')
}

func (t *text) name(raw jsontext.Value) {
	t.names = len(t.current)
	t.current = append(append(t.current, raw...), ':')
}

// value ends what name began, or takes the name back where the value is null.
func (t *text) value(raw jsontext.Value) {
	if raw.Kind() == 'n' {
		t.current = t.current[:t.names]
		return
	}
	t.current = append(append(t.current, raw...), ',')
}

func (t *text) member(name string, raw jsontext.Value) {
	if len(raw) == 0 || raw.Kind() == 'n' {
		return
	}
	t.current = append(append(append(t.current, '"'), name...), `":`...)
	t.current = append(append(t.current, raw...), ',')
}

// whole closes the text of a resource, which lasts until the next one begins.
func (t *text) whole() []byte {
	t.close()
	return t.current[:len(t.current)-1]
}

// end gives the text of a resource.
func (t *text) end() []byte {
	const size = 256 << 10
	one := t.whole()
	if bytes.Contains(one, []byte(`\u`)) || bytes.Contains(one, []byte(`\/`)) {
		one, _ = jsontext.AppendFormat(nil, one, options()...)
	}
	if len(one) > size/8 {
		return bytes.Clone(one)
	}
	if len(t.chunk)+len(one) > cap(t.chunk) {
		t.chunk = make([]byte, 0, size)
	}
	from := len(t.chunk)
	t.chunk = append(t.chunk, one...)
	return t.chunk[from:len(t.chunk):len(t.chunk)]
}
