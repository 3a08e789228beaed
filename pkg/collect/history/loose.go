package history

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/pinelint/pinelint/pkg/collect"
)

// listLoose lists the objects that are in no pack: objects/ab/cdef….
func (h *History) listLoose() {
	folders, _ := fs.Glob(h.fsys, "objects/[0-9a-f][0-9a-f]")
	for _, folder := range folders {
		files, err := fs.ReadDir(h.fsys, folder)
		if err != nil {
			h.gap(fmt.Errorf("a folder of objects cannot be read: %w", err))
			continue
		}
		for _, file := range files {
			if id, ok := parseID(folder[len("objects/"):] + file.Name()); ok && !h.isPacked(id) {
				h.loose = append(h.loose, id)
			}
		}
	}
}

func parseID(text string) (ID, bool) {
	var id ID
	if len(text) != hex.EncodedLen(len(id)) {
		return ID{}, false
	}
	_, err := hex.Decode(id[:], []byte(text))
	return id, err == nil
}

func (id ID) String() string { return hex.EncodeToString(id[:]) }

func (h *History) isPacked(id ID) bool {
	for _, p := range h.packs {
		if ok, err := p.index.Contains(plumbing.Hash(id)); ok && err == nil {
			return true
		}
	}
	return false
}

// readLoose reads an object that has a file of its own; of another kind than the one that is
// wanted only its kind. A kind that is none wants all.
func (h *History) readLoose(id ID, wanted plumbing.ObjectType) (object, error) {
	name := id.String()
	file, err := h.fsys.Open("objects/" + name[:2] + "/" + name[2:])
	if err != nil {
		return object{}, fmt.Errorf("open it: %w", err)
	}
	defer func() { _ = file.Close() }()
	inflated, err := zlib.NewReader(file)
	if err != nil {
		return object{}, fmt.Errorf("inflate it: %w", err)
	}
	defer func() { _ = inflated.Close() }()
	reader := bufio.NewReader(inflated)
	kind, size, err := readHeader(reader)
	switch {
	case err != nil:
		return object{}, err
	case wanted != plumbing.AnyObject && kind != wanted:
		return object{kind: kind}, nil
	case size > collect.MaxFileSize:
		return object{}, errTooLarge
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(reader, content); err != nil {
		return object{}, fmt.Errorf("inflate it: %w", err)
	}
	return object{kind, content}, nil
}

// readHeader reads the kind and the size that an object begins with: "blob 12" and a zero.
func readHeader(reader *bufio.Reader) (plumbing.ObjectType, int, error) {
	const longest = 32
	start, err := reader.Peek(longest)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, 0, fmt.Errorf("inflate it: %w", err)
	}
	head, _, ended := bytes.Cut(start, []byte{0})
	name, length, _ := strings.Cut(string(head), " ")
	kind, unknown := plumbing.ParseObjectType(name)
	size, wrong := strconv.Atoi(length)
	if !ended || unknown != nil || wrong != nil || size < 0 {
		return 0, 0, errors.New("it has no header")
	}
	_, err = reader.Discard(len(head) + 1)
	return kind, size, err //nolint:wrapcheck // it was peeked at
}
