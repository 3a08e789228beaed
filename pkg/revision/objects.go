package revision

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

type hash = plumbing.Hash

// errAbsent means that there is no such object here.
var errAbsent = errors.New("its object is not in the repository, of which perhaps only a part was fetched")

// objects are those of a repository: loose ones, and those in packs. What it borrows from other
// repositories is not read. It reads one object at a time.
type objects struct {
	root *os.Root

	mu     sync.Mutex
	packs  []*pack
	listed bool
	// failed is why the packs could not be opened.
	failed error
}

type pack struct {
	index *idxfile.MemoryIndex
	file  *os.File
	*packfile.Packfile
}

const (
	cacheBytes = 32 << 20
	maxPacks   = 2000
	// maxIndex bounds the index of a pack: ten million objects.
	maxIndex = 512 << 20
)

// read gives an object of a type that is no larger than a limit.
func (o *objects) read(kind plumbing.ObjectType, id hash, limit int64) (data []byte, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer recovered(&err)
	size, open, err := o.find(id)
	switch {
	case err != nil:
		return nil, err
	case size > limit:
		return nil, fmt.Errorf("has %d MB, more than the %d MB that are read", size>>20, limit>>20)
	}
	found, reader, err := open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	if found != kind {
		return nil, fmt.Errorf("object %s is a %s and no %s", id, found, kind)
	}
	data, err = io.ReadAll(io.LimitReader(reader, limit+1))
	if err == nil && int64(len(data)) != size {
		err = errors.New("its object is damaged")
	}
	return data, err
}

// size is that of an object, which need not be read for it.
func (o *objects) size(id hash) (size int64, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer recovered(&err)
	size, _, err = o.find(id)
	return size, err
}

// kind is what an object is.
func (o *objects) kind(id hash) (kind plumbing.ObjectType, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	defer recovered(&err)
	size, open, err := o.find(id)
	if err != nil || size > maxBlob { // nothing as large is a commit or a tag
		return plumbing.BlobObject, err
	}
	kind, reader, err := open()
	if err == nil {
		_ = reader.Close()
	}
	return kind, err
}

// recovered makes an error of what a damaged repository makes the library panic with.
func recovered(err *error) {
	if fault := recover(); fault != nil {
		*err = errors.New("its object is damaged")
	}
}

// opener reads an object that was found, and says what it is.
type opener func() (plumbing.ObjectType, io.ReadCloser, error)

func (o *objects) find(id hash) (size int64, open opener, err error) {
	if size, open, err := o.loose(id); !errors.Is(err, errAbsent) {
		return size, open, err
	}
	if err := o.openPacks(); err != nil {
		return 0, nil, err
	}
	for _, pack := range o.packs {
		if offset, err := pack.index.FindOffset(id); err == nil {
			return pack.find(id, offset)
		}
	}
	return 0, nil, errAbsent
}

func (p *pack) find(id hash, offset int64) (int64, opener, error) {
	size, err := p.GetSizeByOffset(offset)
	if err != nil {
		return 0, nil, fmt.Errorf("its object is damaged: %w", err)
	}
	return size, func() (plumbing.ObjectType, io.ReadCloser, error) {
		object, err := p.Get(id)
		if err != nil {
			return 0, nil, fmt.Errorf("its object is damaged: %w", err)
		}
		reader, err := object.Reader()
		return object.Type(), reader, err
	}, nil
}

// loose finds an object in a file of its own.
func (o *objects) loose(id hash) (int64, opener, error) {
	name := id.String()
	file, err := o.root.Open("objects/" + name[:2] + "/" + name[2:])
	if err != nil {
		return 0, nil, errAbsent
	}
	data, err := io.ReadAll(io.LimitReader(file, maxBlob+maxText))
	_ = file.Close()
	if err != nil {
		return 0, nil, reason(err)
	}
	reader, err := objfile.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, nil, errors.New("its object is damaged")
	}
	kind, size, err := reader.Header()
	if err != nil {
		return 0, nil, errors.New("its object is damaged")
	}
	return size, func() (plumbing.ObjectType, io.ReadCloser, error) { return kind, reader, nil }, nil
}

func (o *objects) openPacks() error {
	if o.listed {
		return o.failed
	}
	o.listed = true
	names, err := o.packNames()
	if len(names) > maxPacks {
		err = fmt.Errorf("the repository has more than %d packs: run git gc", maxPacks)
	}
	shared := cache.NewObjectLRU(cacheBytes)
	for _, name := range names {
		if err != nil {
			break
		}
		var opened *pack
		if opened, err = o.openPack(name, shared); err == nil {
			o.packs = append(o.packs, opened)
		}
	}
	o.failed = err
	return err
}

// packNames are the packs by their paths without an ending.
func (o *objects) packNames() ([]string, error) {
	folder, err := o.root.Open("objects/pack")
	if err != nil {
		return nil, nil // a new repository has none
	}
	defer func() { _ = folder.Close() }()
	entries, err := folder.Readdirnames(-1)
	if err != nil {
		return nil, reason(err)
	}
	var names []string
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry, ".idx"); ok {
			names = append(names, "objects/pack/"+name)
		}
	}
	return names, nil
}

func (o *objects) openPack(name string, shared cache.Object) (opened *pack, err error) {
	defer recovered(&err)
	index, err := o.root.Open(name + ".idx")
	if err != nil {
		return nil, fmt.Errorf("open a pack: %w", reason(err))
	}
	defer func() { _ = index.Close() }()
	if info, err := index.Stat(); err != nil || info.Size() > maxIndex {
		return nil, fmt.Errorf("the index of a pack has more than %d MB, or cannot be read", maxIndex>>20)
	}
	opened = &pack{index: idxfile.NewMemoryIndex()}
	if err := idxfile.NewDecoder(index).Decode(opened.index); err != nil {
		return nil, fmt.Errorf("the index of a pack is damaged: %w", err)
	}
	if opened.file, err = o.root.Open(name + ".pack"); err != nil {
		return nil, fmt.Errorf("open a pack: %w", reason(err))
	}
	opened.Packfile = packfile.NewPackfileWithCache(opened.index, nil, lockless{opened.file}, shared, 0)
	return opened, nil
}

func (o *objects) close() {
	for _, pack := range o.packs {
		_ = pack.file.Close()
	}
}

// lockless is a file as the library wants it, which never locks what it reads.
type lockless struct{ *os.File }

// Lock does nothing.
func (lockless) Lock() error { return nil }

// Unlock does nothing.
func (lockless) Unlock() error { return nil }
