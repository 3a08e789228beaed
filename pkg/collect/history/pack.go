package history

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"github.com/pinelint/pinelint/pkg/collect"
)

const (
	blob   = plumbing.BlobObject
	tree   = plumbing.TreeObject
	commit = plumbing.CommitObject
	tag    = plumbing.TagObject
)

// object is one as git keeps it.
type object struct {
	kind    plumbing.ObjectType
	content []byte
}

// pack is a file of many objects, and what its index says of it.
type pack struct {
	file    io.ReaderAt
	size    int64
	index   *idxfile.MemoryIndex
	entries []entry // by offset
	close   func()
}

type entry struct {
	id     ID
	offset int64
}

// openPack reads the index of a pack, and leaves its file open.
func openPack(fsys fs.FS, name string) (*pack, error) {
	index := idxfile.NewMemoryIndex()
	indexFile, err := fsys.Open(name + ".idx")
	if err != nil {
		return nil, fmt.Errorf("open its index: %w", err)
	}
	defer func() { _ = indexFile.Close() }()
	if err := idxfile.NewDecoder(indexFile).Decode(index); err != nil {
		return nil, fmt.Errorf("read its index: %w", err)
	}
	file, err := fsys.Open(name + ".pack")
	if err != nil {
		return nil, fmt.Errorf("open it: %w", err)
	}
	info, err := file.Stat()
	at, ok := file.(io.ReaderAt)
	if err != nil || !ok {
		_ = file.Close()
		return nil, errors.New("it is no file")
	}
	p := &pack{file: at, size: info.Size(), index: index, close: func() { _ = file.Close() }}
	if err := p.list(); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *pack) list() error {
	entries, err := p.index.Entries()
	if err != nil {
		return fmt.Errorf("list its index: %w", err)
	}
	for {
		next, err := entries.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("list its index: %w", err)
		}
		p.entries = append(p.entries, entry{ID(next.Hash), int64(next.Offset)})
	}
	slices.SortFunc(p.entries, func(a, b entry) int { return cmp.Compare(a.offset, b.offset) })
	return nil
}

// packReader reads objects of a pack. Only one goroutine may use it.
type packReader struct {
	pack  *pack
	scan  *packfile.Scanner
	kinds map[int64]plumbing.ObjectType
	kept  map[int64]object
	queue []int64 // the offsets of kept, as they came
	room  int
}

// keptBytes bounds what a reader keeps of the objects that others are made of.
const keptBytes = 24 << 20

func (p *pack) reader() *packReader {
	return &packReader{
		pack: p, scan: packfile.NewScanner(io.NewSectionReader(p.file, 0, p.size)), room: keptBytes,
		kinds: map[int64]plumbing.ObjectType{}, kept: map[int64]object{},
	}
}

// maxDepth is how many deltas may be made of one another; git makes no more either.
const maxDepth = 4096

var (
	errTooLarge = errors.New("it is too large")
	errDepth    = fmt.Errorf("it is made of more than %d deltas", maxDepth)
)

// kind is the type of an object, without its content.
func (r *packReader) kind(offset int64) (plumbing.ObjectType, error) {
	kind := plumbing.InvalidObject
	at := offset
	for depth := 0; kind == plumbing.InvalidObject; depth++ {
		if known, ok := r.kinds[at]; ok {
			kind = known
			break
		}
		if depth > maxDepth {
			return kind, errDepth
		}
		header, err := r.header(at)
		if err != nil {
			return kind, err
		}
		if !header.Type.IsDelta() {
			kind = header.Type
			break
		}
		if at, err = r.base(header); err != nil {
			return kind, err
		}
	}
	r.kinds[offset] = kind
	return kind, nil
}

func (r *packReader) header(offset int64) (*packfile.ObjectHeader, error) {
	header, err := r.scan.SeekObjectHeader(offset)
	if err != nil {
		return nil, fmt.Errorf("read a header: %w", err)
	}
	return header, nil
}

// base is the offset of what a delta changes.
func (r *packReader) base(header *packfile.ObjectHeader) (int64, error) {
	if header.Type == plumbing.OFSDeltaObject {
		return header.OffsetReference, nil
	}
	offset, err := r.pack.index.FindOffset(header.Reference)
	if err != nil {
		return 0, fmt.Errorf("find what it is made of: %w", err)
	}
	return offset, nil
}

// object reads one. Its content must not be changed.
func (r *packReader) object(offset int64) (object, error) {
	type delta struct {
		offset int64
		text   []byte
	}
	var deltas []delta
	found, size := object{}, 0
	for at := offset; found.kind == plumbing.InvalidObject; {
		if kept, ok := r.kept[at]; ok {
			found = kept
			break
		}
		header, text, err := r.inflate(at)
		if err != nil {
			return object{}, err
		}
		if size += len(text); size > 2*collect.MaxFileSize || len(deltas) > maxDepth {
			return object{}, errTooLarge
		}
		if !header.Type.IsDelta() {
			found = object{header.Type, text}
			r.keep(at, found)
			break
		}
		deltas = append(deltas, delta{at, text})
		if at, err = r.base(header); err != nil {
			return object{}, err
		}
	}
	for _, next := range slices.Backward(deltas) {
		content, err := apply(found.content, next.text)
		if err != nil {
			return object{}, err
		}
		found.content = content
		r.keep(next.offset, found)
	}
	return found, nil
}

func (r *packReader) inflate(offset int64) (*packfile.ObjectHeader, []byte, error) {
	header, err := r.header(offset)
	if err != nil {
		return nil, nil, err
	}
	if header.Length > collect.MaxFileSize {
		return nil, nil, errTooLarge
	}
	var text bytes.Buffer
	text.Grow(int(header.Length))
	if _, _, err := r.scan.NextObject(&text); err != nil {
		return nil, nil, fmt.Errorf("inflate it: %w", err)
	}
	return header, text.Bytes(), nil
}

// apply makes an object of another by a delta, which begins with the sizes of both.
func apply(base, delta []byte) ([]byte, error) {
	_, n := binary.Uvarint(delta)
	if n <= 0 {
		return nil, packfile.ErrInvalidDelta
	}
	switch size, n := binary.Uvarint(delta[n:]); {
	case n <= 0:
		return nil, packfile.ErrInvalidDelta
	case size > collect.MaxFileSize:
		return nil, errTooLarge
	}
	content, err := packfile.PatchDelta(base, delta)
	if err != nil {
		return nil, fmt.Errorf("apply a delta: %w", err)
	}
	return content, nil
}

// keep remembers an object for those that are made of it, and forgets the oldest.
func (r *packReader) keep(offset int64, found object) {
	r.kept[offset] = found
	r.queue = append(r.queue, offset)
	for r.room -= len(found.content); r.room < 0; {
		r.room += len(r.kept[r.queue[0]].content)
		delete(r.kept, r.queue[0])
		r.queue = r.queue[1:]
	}
}
