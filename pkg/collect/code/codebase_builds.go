package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// builds are the projects of Java and .NET of a tree, each by its folder, and which of them need which.
type builds struct {
	// called are the projects by what the build of another one calls them.
	called map[string][]string
	// needs are the projects that one is built with, and neededBy those that are built with it.
	needs, neededBy map[string][]string
}

var (
	mavenManaged = lazyregexp.New(`(?s)<!--.*?-->|<dependencyManagement>.*?</dependencyManagement>`)
	mavenParent  = lazyregexp.New(`(?s)<parent>.*?</parent>`)
	mavenParts   = lazyregexp.New(`(?s)<dependencies>.*?</dependencies>|<build>.*?</build>|<profiles>.*?</profiles>`)
	mavenNeeds   = lazyregexp.New(`(?s)<dependency>.*?</dependency>`)
	mavenName    = lazyregexp.New(`<artifactId>\s*([\w.-]+)\s*</artifactId>`)
	mavenTest    = lazyregexp.New(`<scope>\s*test\s*</scope>`)
	projectNeeds = lazyregexp.New(`<ProjectReference\s+Include="(?:[^"]*[\\/])?([^"\\/]+)\.csproj"`)
	gradleNeeds  = lazyregexp.New(`\bproject\s*\(?\s*(?:path\s*[:=]\s*)?["']:([\w.:-]+)["']|\bprojects\.([\w.]+)`)
)

// programsWith are the other projects of the programs that one is a part of: those that it needs, and
// those that need it, with all that they need.
func (c *codebase) programsWith(project string) []string {
	if found, known := c.programs[project]; known {
		return found
	}
	all := c.projectBuilds()
	found := reached(all.needs, project)
	for _, program := range reached(all.neededBy, project) {
		found = append(append(found, program), reached(all.needs, program)...)
	}
	slices.Sort(found)
	found = slices.DeleteFunc(slices.Compact(found), func(each string) bool { return each == project })
	if c.programs == nil {
		c.programs = map[string][]string{}
	}
	c.programs[project] = found
	return found
}

// shareProgram says whether two files of Java or C# may be in one program: no build tells them apart, or one
// of their projects is needed by the other, or by whom needs that.
func (c *codebase) shareProgram(file, other string) bool {
	project, its := c.projectAround(file), c.projectAround(other)
	return project == its || project == "" || its == "" || slices.Contains(c.programsWith(project), its)
}

// projectAround is the nearest folder around a file that has a build of its language, empty where none has.
func (c *codebase) projectAround(file string) string {
	project := c.javaProjectOf(file)
	if languageOf(file) == syntax.CSharp {
		project = c.projectOf(file)
		if !c.projects[project] {
			return ""
		}
	} else if !c.javaProjects[project] {
		return ""
	}
	return project
}

// mostReached bounds how many projects are followed from one.
const mostReached = 200

// reached are the projects that one leads to, without itself.
func reached(leads map[string][]string, from string) []string {
	all := []string{from}
	seen := map[string]bool{from: true}
	for at := 0; at < len(all) && len(all) < mostReached; at++ {
		for _, each := range leads[all[at]] {
			if !seen[each] {
				seen[each] = true
				all = append(all, each)
			}
		}
	}
	return all[1:]
}

// projectBuilds are the projects of Java and .NET, read when somebody asks.
func (c *codebase) projectBuilds() *builds {
	if c.builds != nil {
		return c.builds
	}
	found := &builds{called: map[string][]string{}, needs: map[string][]string{}, neededBy: map[string][]string{}}
	c.builds = found
	needed := map[string][]string{}
	var projects []string
	for _, file := range c.tree.Files {
		if !isBuild(file.Path) {
			continue
		}
		text, err := c.tree.Read(file.Path)
		if err != nil {
			continue
		}
		project := path.Dir(file.Path)
		projects = append(projects, project)
		own, names := readBuild(file.Path, string(text))
		for _, each := range own {
			found.called[each] = append(found.called[each], project)
		}
		needed[project] = append(needed[project], names...)
	}
	for _, project := range slices.Compact(projects) {
		for _, name := range needed[project] {
			if other := nearestTo(project, found.called[name]); other != "" && other != project {
				found.needs[project] = append(found.needs[project], other)
				found.neededBy[other] = append(found.neededBy[other], project)
			}
		}
	}
	return found
}

// isBuild says whether a file builds a project of Java or .NET.
func isBuild(file string) bool {
	return ecosystem(file) == "java" && path.Base(file) != gradleCatalog || path.Ext(file) == ".csproj"
}

// readBuild is what others call the project of a build, and what that calls those that it needs: of Maven
// by their artifacts, where the parent's are also the child's, of Gradle by their folders, and of .NET by
// their files.
func readBuild(file, text string) (own, needed []string) {
	if name, isProject := strings.CutSuffix(path.Base(file), ".csproj"); isProject {
		for _, each := range projectNeeds().FindAllStringSubmatch(text, -1) {
			needed = append(needed, "project "+each[1])
		}
		return []string{"project " + name}, needed
	}
	if path.Base(file) != "pom.xml" {
		for folder := path.Dir(file); folder != "." && folder != "/"; folder = path.Dir(folder) {
			own = append(own, plainProject(strings.TrimPrefix(path.Dir(file), strings.TrimSuffix(folder, path.Base(folder)))))
		}
		return own, gradleNeeded(text)
	}
	text = mavenManaged().ReplaceAllString(text, "")
	for _, each := range append(mavenNeeds().FindAllString(text, -1), mavenParent().FindString(text)) {
		if name := mavenName().FindStringSubmatch(each); name != nil && !mavenTest().MatchString(each) {
			needed = append(needed, "maven "+name[1])
		}
	}
	text = mavenParts().ReplaceAllString(mavenParent().ReplaceAllString(text, ""), "")
	if name := mavenName().FindStringSubmatch(text); name != nil {
		own = append(own, "maven "+name[1])
	}
	return own, needed
}

// gradleNeeded are project(":core") and projects.core of what is no test.
func gradleNeeded(text string) []string {
	var found []string
	for line := range strings.Lines(text) {
		if isOptional([]byte(line)) {
			continue
		}
		for _, name := range gradleNeeds().FindAllStringSubmatch(line, -1) {
			found = append(found, plainProject(name[1]+name[2]))
		}
	}
	return found
}

// plainProject is the folder of a project of Gradle as a:b-c, a.bC and a/b-c have it alike.
func plainProject(name string) string {
	name = strings.NewReplacer(":", "/", ".", "/", "-", "", "_", "").Replace(name)
	return "gradle " + strings.ToLower(strings.Trim(name, "/"))
}

// nearestTo is that of some projects which shares most of its folders with another; empty where none is.
func nearestTo(project string, all []string) string {
	found, most := "", -1
	for _, each := range all {
		shared := 0
		for shared < min(len(each), len(project)) && each[shared] == project[shared] {
			shared++
		}
		if shared > most {
			found, most = each, shared
		}
	}
	return found
}
