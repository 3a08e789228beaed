package plan

import (
	"bytes"
	"encoding/binary"
	"io"
)

// position counts lines and columns of a stream up to where its reader stands, holding
// no more of the text than the reader has buffered.
type position struct {
	from     io.Reader
	consumed func() int64
	offset   int64
	pending  []byte // the text from offset on, as far as it was handed out
	line     int32
	column   int32
}

// Read hands out text and keeps a copy until it is counted.
func (p *position) Read(buffer []byte) (int, error) {
	p.advance(p.consumed())
	n, err := p.from.Read(buffer)
	p.pending = append(p.pending, buffer[:n]...)
	return n, err
}

// advance counts up to an offset. One that lies behind changes nothing.
func (p *position) advance(offset int64) {
	n := int(min(offset-p.offset, int64(len(p.pending))))
	if n <= 0 {
		return
	}
	text := p.pending[:n]
	if lines := bytes.Count(text, []byte{'\n'}); lines > 0 {
		p.line += int32(lines)
		p.column = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	p.column += units(text)
	p.offset += int64(n)
	p.pending = p.pending[:copy(p.pending, p.pending[n:])]
}

// units counts the UTF-16 code units of a text: a plan is often one line of many
// megabytes of ASCII, so many bytes at a time.
func units(text []byte) int32 {
	const beyond = 0x8080808080808080 // the bits that no byte of ASCII has
	count := int32(len(text))
	for len(text) > 0 {
		if len(text) >= 32 && (eight(text)|eight(text[8:])|eight(text[16:])|eight(text[24:]))&beyond == 0 {
			text = text[32:]
			continue
		}
		switch b := text[0]; {
		case b&0xC0 == 0x80:
			count-- // a continuation byte
		case b >= 0xF0:
			count++ // a character of two units
		}
		text = text[1:]
	}
	return count
}

func eight(text []byte) uint64 { return binary.LittleEndian.Uint64(text) }
