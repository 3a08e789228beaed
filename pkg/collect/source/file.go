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

// decode gives a text in UTF-8; false for a file that is not text.
func decode(data []byte) ([]byte, bool) {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return text, err == nil
	}
	const head = 8 << 10
	return data, bytes.IndexByte(data[:min(len(data), head)], 0) < 0
}
