package terraform

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// loader reads and parses folders of configuration, each once however many modules call
// it, and lets go of them when the last root module that needs them is done.
type loader struct {
	tree    *collect.Tree
	library *lang.Library
	// functions are those of every root module; see [root.function].
	functions map[string]function.Function
	// holds is what every source could hold: shared, and never written.
	holds []string
	// marks are the attributes that the filter asks for, by type.
	marks   map[string][]string
	options *Options
	roots   []*plan // sorted by path
	// states are the root modules by the names of their states.
	states func() map[string][]*plan
	// plans has the folders of the tree that hold configuration, by path.
	plans map[string]*plan

	mu     sync.Mutex
	loaded map[string]*loading
	parsed map[string]func() *written
	// units are the root modules that Terragrunt runs, by the folder of the unit.
	units map[string]*plan
}

// plan is what the first look at a folder, without parsing, found.
type plan struct {
	path      string       // what it is known by
	module    string       // the folder of its configuration, another one where a unit of Terragrunt's runs it
	files     []string     // configuration, what OpenTofu does not read left out
	values    []string     // *.tfvars in the order they count
	loose     []*looseFile // *.tfvars that only a run with -var-file uses
	calls     []string     // the folders of the tree that it may call
	mentions  bool
	state     bool // it says where its state goes, which only a root module does
	states    bool // it reads the state of another
	called    bool
	reachable []string          // the folders that it may call, through others as well, and itself
	kept      map[string][]byte // what the first look read, by file
	misnamed  []snapshot.Problem
	// runner is what has another tool run the module; nil where nothing does.
	runner *runner
	// unit is what Terragrunt hands to it, nil where it does not run it; run says that units do
	// for which there are plans of their own.
	unit *unit
	run  bool
}

type loading struct {
	once   sync.Once
	folder *folder
	users  int
}

// folder is the configuration in a folder; nil where there is none.
func (l *loader) folder(at string) *folder {
	l.mu.Lock()
	kept, ok := l.loaded[at]
	if !ok {
		kept = &loading{users: 1}
		l.loaded[at] = kept
	}
	l.mu.Unlock()
	kept.once.Do(func() { kept.folder = l.load(at) })
	return kept.folder
}

// release lets go of a folder for one root module.
func (l *loader) release(at string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept, ok := l.loaded[at]
	if !ok {
		return
	}
	if kept.users--; kept.users <= 0 {
		delete(l.loaded, at)
		if planned := l.plans[at]; planned != nil {
			planned.kept = nil
		}
	}
}

// borrow keeps what a root module is made of until it is released again.
func (l *loader) borrow(at *plan) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, path := range at.reachable {
		l.expect(path)
	}
}

// free lets go of root modules that were expected or borrowed.
func (l *loader) free(used ...*plan) {
	for _, one := range used {
		for _, at := range one.reachable {
			l.release(at)
		}
	}
}

// expect counts the root modules that may need a folder.
func (l *loader) expect(at string) {
	if l.loaded[at] == nil {
		l.loaded[at] = &loading{}
	}
	l.loaded[at].users++
}

func (l *loader) load(at string) *folder { return l.loadFiles(at, l.configuration(at)) }

func (l *loader) loadFiles(at string, names []string) *folder {
	if len(names) == 0 {
		return nil
	}
	sources, problems := l.read(at, names)
	loaded := load(at, sources)
	loaded.problems = append(loaded.problems, problems...)
	return loaded
}

// configuration lists the files of a folder, also of one that the walk left out since a
// tool put it there, as it does with vendored modules.
func (l *loader) configuration(at string) []string {
	if planned, ok := l.plans[at]; ok {
		return planned.files
	}
	entries, err := fs.ReadDir(l.tree.FS(), at)
	if err != nil {
		return nil
	}
	var names []string
	for _, item := range entries {
		if item.Type().IsRegular() && isConfiguration(item.Name()) {
			names = append(names, path.Join(at, item.Name()))
		}
	}
	return preferTofu(names)
}

// read reads files of a folder, as far as the first look has not kept them.
func (l *loader) read(at string, names []string) ([]*source, []problem) {
	var sources []*source
	var problems []problem
	kept := l.kept(at)
	for _, name := range names {
		data, ok := kept[name]
		var err error
		if !ok {
			data, err = l.tree.Read(name)
		}
		if err != nil {
			problems = append(problems, broken(span{file: &source{path: name}}, "%s %v", collect.Quote(name), err))
			continue
		}
		sources = append(sources, &source{path: name, data: trimMark(data)})
	}
	return sources, problems
}

func (l *loader) kept(at string) map[string][]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	if planned := l.plans[at]; planned != nil {
		return planned.kept
	}
	return nil
}

// trimMark removes a byte order mark, which HCL refuses. A mark takes no column, so
// columns stay right.
func trimMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")) }

func isConfiguration(name string) bool {
	for _, suffix := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, suffix) {
			base := path.Base(name)
			return !strings.HasPrefix(base, ".") && !strings.HasSuffix(base, "~")
		}
	}
	return false
}

// preferTofu drops a .tf file beside a .tofu file of the same name, as OpenTofu does.
func preferTofu(names []string) []string {
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool {
		stem, json := strings.CutSuffix(name, ".json")
		stem, terraform := strings.CutSuffix(stem, ".tf")
		if !terraform {
			return false
		}
		stem += ".tofu"
		if json {
			stem += ".json"
		}
		_, found := slices.BinarySearch(names, stem)
		return found
	})
}

// initialised says whether terraform init has put modules beside a root module, which the
// walk leaves out and the first look has not searched.
func (l *loader) initialised(root *plan) bool {
	return l.isFile(path.Join(root.module, modulesManifest))
}

// modulesManifest is where terraform init lists them.
const modulesManifest = ".terraform/modules/modules.json"

// vendored are the folders of the modules that terraform init has put beside a root
// module, by the dotted names of the calls that lead to them.
func (l *loader) vendored(root string) map[string]string {
	data, err := collect.ReadFile(l.tree.FS(), path.Join(root, modulesManifest))
	if err != nil {
		return nil // nothing is vendored
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if json.Unmarshal(data, &manifest) != nil {
		return nil
	}
	folders := map[string]string{}
	for _, listed := range manifest.Modules {
		if at, inside := inScan(root, listed.Dir); inside && listed.Key != "" {
			folders[listed.Key] = at
		}
	}
	return folders
}
