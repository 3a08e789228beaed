package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"golang.org/x/text/encoding/unicode"

	"github.com/pinelint/pinelint/pkg/collect"
)

// read reads a file into the buffer, or into a larger one.
func read(fsys fs.FS, file collect.File, buffer []byte) ([]byte, error) {
	tooLarge := fmt.Errorf("has %d MB, more than the %d MB that are read", file.Size>>20, collect.MaxFileSize>>20)
	if file.Size > collect.MaxFileSize {
		return nil, tooLarge
	}
	open, err := fsys.Open(file.Path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = open.Close() }()
	data := slices.Grow(buffer[:0], int(file.Size)+1)
	for {
		if len(data) > collect.MaxFileSize {
			return nil, tooLarge // it grew since the tree was walked
		}
		n, err := open.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, unreadable(err)
		}
		data = slices.Grow(data, 1)
	}
}

// unreadable leaves out the path, which the sentence has.
func unreadable(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return fmt.Errorf("cannot be read (%w)", err)
}

// texts are the files that are searched, as they are counted.
const texts = "files"

// recognise says what a file is counted as, and gives the text of one that is searched.
func recognise(data []byte) (form string, text []byte) {
	if isArchive(data) {
		return "archives", nil
	}
	text, ok := decode(data)
	if !ok {
		return "binary", nil
	}
	return texts, text
}

// decode gives a text in UTF-8; false for a file that is not text.
func decode(data []byte) ([]byte, bool) {
	order, ok := wide(data)
	if ok {
		text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		return text, err == nil
	}
	return data, bytes.IndexByte(start(data), 0) < 0
}

// headSize is how much of a file tells what it is; even, for the units of UTF-16.
const headSize = 8 << 10

func start(data []byte) []byte { return data[:min(len(data), headSize)] }

// wide tells UTF-16, by its mark or by the zeros that every other byte of a text is that is
// mostly Latin, and the order of its bytes.
func wide(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return unicode.BigEndian, true
	}
	head := start(data)
	if len(data)%2 != 0 || bytes.IndexByte(head, 0) < 0 {
		return unicode.LittleEndian, false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	const most = 10 // of a hundred, that are as no text has them
	half := len(head) / 2
	switch {
	case zeros[0]*100 < half*most && zeros[1]*100 > half*(100-most):
		return unicode.LittleEndian, true
	case zeros[1]*100 < half*most && zeros[0]*100 > half*(100-most):
		return unicode.BigEndian, true
	default:
		return unicode.LittleEndian, false
	}
}

// isArchive knows the formats that hold other files, by what they begin with: zip, gzip,
// bzip2, xz, zstd, 7z, rar and tar. What is in one is not looked at.
func isArchive(data []byte) bool {
	for _, magic := range []string{
		"PK\x03\x04", "\x1f\x8b", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd", "7z\xbc\xaf\x27\x1c", "Rar!",
	} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	const tarMagic = 257
	return len(data) > tarMagic && bytes.HasPrefix(data[tarMagic:], []byte("ustar"))
}
