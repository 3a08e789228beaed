package code

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// storeInterfaces are the interfaces by which frameworks of Java hand on a store, whoever's it is.
func storeInterfaces() []string {
	return []string{"org.springframework.ai.vectorstore:VectorStore", "dev.langchain4j.store.embedding:EmbeddingStore"}
}

// storeOfBean is the store that a type is, an interface of a framework, nil where not all beans
// that the program has of it are Pinecone's.
func (u *unit) storeOfBean(typed *program.Node) *thing {
	if u.language != syntax.Java || u.all == nil {
		return nil
	}
	name := typed.Find(func(n *program.Node) bool { return n.Kind == program.Name }) // of Store<Segment>, the first
	if name == nil {
		return nil
	}
	origin := u.origin(name)
	for _, each := range storeInterfaces() {
		module, of := split(each)
		if origin == each || origin == "" && name.Name == of && slices.Contains(u.modules, module) {
			return u.all.storeBean(each, u.all.javaProjectOf(u.path))
		}
	}
	return nil
}

// storeBean is the store that the beans of an interface are in the project of a folder, or, where it
// makes none, in the projects that make a program with it.
func (c *codebase) storeBean(origin, project string) *thing {
	asked := origin + " " + project
	if found, known := c.storeBeans[asked]; known {
		return found
	}
	if c.storeBeans == nil {
		c.storeBeans = map[string]*thing{}
	}
	c.storeBeans[asked] = nil // which ends circles
	found, has := c.beansOf(origin, []string{project})
	if !has {
		found, _ = c.beansOf(origin, c.programsWith(project))
	}
	c.storeBeans[asked] = found
	return found
}

// beansOf is the store that all beans of an interface are in some projects, and whether there are any.
func (c *codebase) beansOf(origin string, projects []string) (found *thing, has bool) {
	_, name := split(origin)
	for _, project := range projects {
		for _, other := range c.makingBeans(project, name) {
			for _, function := range other.beans(name) {
				of := other.returned(function, shallow)
				if has = true; of == nil || of.is != store {
					return nil, true
				}
				found = &thing{is: store, wrapper: of.wrapper, class: of.class}
			}
		}
	}
	if !has && strings.HasPrefix(origin, "org.springframework.ai") && c.startsPinecone(projects) {
		return &thing{is: store, wrapper: "spring-ai"}, true
	}
	return found, has
}

// makingBeans are the files of a project that have a type's name and what makes a method one that makes
// beans: of Spring, of CDI, of a factory of Micronaut.
func (c *codebase) makingBeans(project, name string) []*unit {
	var found []*unit
	for _, making := range []string{"@Bean", "@Produces", "@Singleton"} {
		for _, other := range c.having(syntax.Java, project, name, making) {
			if c.javaProjectOf(other.path) == project && !slices.Contains(found, other) {
				found = append(found, other)
			}
		}
	}
	return found
}

// beans are the methods that make a bean of a type, or of one that is called after it.
func (u *unit) beans(of string) []*program.Node {
	var found []*program.Node
	u.root.Walk(func(n *program.Node) bool {
		if n.Kind != program.Function {
			return true
		}
		named := n.Child(program.Type).Find(func(part *program.Node) bool {
			return part.Kind == program.Name && strings.HasSuffix(part.Name, of)
		})
		if named != nil && makesBean(named) == n {
			found = append(found, n)
		}
		return false
	})
	return found
}

// startsPinecone says whether the starter of Pinecone alone makes the store of a program of Spring
// Boot.
func (c *codebase) startsPinecone(projects []string) bool {
	found := false
	for _, file := range c.tree.Files {
		if ecosystem(file.Path) != "java" || !slices.Contains(projects, path.Dir(file.Path)) {
			continue
		}
		text, err := c.tree.Read(file.Path)
		if err != nil {
			return false
		}
		for line := range bytes.Lines(text) {
			_, of, isNew := bytes.Cut(line, []byte("spring-ai-starter-vector-store-"))
			before, _, isOld := bytes.Cut(line, []byte("-store-spring-boot-starter"))
			if isOld {
				_, of, isNew = bytes.Cut(before, []byte("spring-ai-")) // as it was called before
			}
			if isNew && !bytes.HasPrefix(of, []byte("pinecone")) {
				return false
			}
			found = found || isNew && !isOptional(line)
		}
	}
	return found
}

// isOptional says whether a line of a build says of a dependency that a program may do without it,
// or is a comment.
func isOptional(line []byte) bool {
	text := string(bytes.TrimSpace(line))
	return strings.HasPrefix(text, "//") || strings.HasPrefix(text, "<!--") || strings.HasPrefix(text, "compileOnly") ||
		strings.HasPrefix(text, "test")
}

// javaProjectOf is the nearest folder around a file that has a build of Java, the top where none has.
func (c *codebase) javaProjectOf(file string) string {
	if c.javaProjects == nil {
		c.javaProjects = map[string]bool{}
		for _, each := range c.tree.Files {
			if ecosystem(each.Path) == "java" && path.Base(each.Path) != gradleCatalog {
				c.javaProjects[path.Dir(each.Path)] = true
			}
		}
	}
	folder := path.Dir(file)
	for folder != "." && folder != "/" && !c.javaProjects[folder] {
		folder = path.Dir(folder)
	}
	return folder
}

// injected are the files that mention Pinecone nowhere and use a store of it by an interface, or a
// handle that their class has from another file.
func (c *codebase) injected() []*result {
	handing := c.classesHanding()
	if !c.isJava && len(handing) == 0 {
		return nil
	}
	var found []*result
	for _, file := range c.tree.Files {
		told := collect.Redact(file.Path)
		if !isBuilt(languageOf(file.Path)) || isForeign(file.Path) || c.role(file.Path) != "source" || c.has(told) {
			continue
		}
		text, err := c.tree.Read(file.Path)
		usesStore := languageOf(file.Path) == syntax.Java && c.usesStore(text, c.javaProjectOf(file.Path))
		if err != nil || !usesStore && !isPartOf(text, handing) {
			continue
		}
		if len(found) == mostImporters {
			return append(found, tooMany(told))
		}
		if one := c.besides(file.Path, text); one != nil {
			each := &result{path: told, role: one.role, text: text, unit: one}
			if each.sights = one.find(); len(each.sights) > 0 {
				found = append(found, each)
			}
		}
	}
	return found
}

// usesStore says whether a text may use a store by an interface that stands for one of Pinecone's.
func (c *codebase) usesStore(text []byte, project string) bool {
	for _, origin := range storeInterfaces() {
		module, name := split(origin)
		mentions := bytes.Contains(text, []byte(module+".")) && bytes.Contains(text, []byte(name))
		if mentions && c.storeBean(origin, project) != nil {
			return true
		}
	}
	return false
}
