package prometheus

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// operated is what the configuration of a Prometheus that an operator runs adds to every scrape.
type operated struct {
	classes []class
	// namespaces are the labels that are given to all, with the namespace of the scrape.
	namespaces []string
}

// class is what scrapes may have in common: https://prometheus-operator.dev/docs/developer/scrapeclass/.
type class struct {
	name    string
	isUsual bool // for those that name none
	config  map[string]any
	pointer string
	locate  func(pointer string) snapshot.Location
}

// operators reads what the repository has of them, which is needed only where a scrape is.
func (c *collector) operators() operated {
	if c.operated != nil {
		return *c.operated
	}
	c.operated = &operated{}
	for _, file := range c.tree.Files {
		if !isConfiguration(file.Path) || file.Size > maxSize {
			continue
		}
		data, err := c.tree.Read(file.Path)
		if err != nil || !bytes.Contains(data, []byte("scrapeClasses")) &&
			!bytes.Contains(data, []byte("enforcedNamespaceLabel")) {
			continue // the search for secrets says what it could not read
		}
		documents, _ := read(&page{file: collect.NewText(collect.Redact(file.Path), data), data: data}, plainName(file.Path))
		for _, d := range documents {
			c.operated.read(d, "", d.value)
		}
	}
	return *c.operated
}

// read finds it in the object of a Prometheus, and in the values of a chart that makes one.
func (o *operated) read(d *document, pointer string, value any) {
	if list, ok := value.([]any); ok {
		for i, element := range list {
			o.read(d, snapshot.Element(pointer, i), element)
		}
		return
	}
	object, _ := value.(map[string]any)
	if label := text(object["enforcedNamespaceLabel"]); label != "" {
		o.namespaces = append(o.namespaces, label)
	}
	classes, _ := object["scrapeClasses"].([]any)
	for i, element := range classes {
		config, _ := element.(map[string]any)
		o.classes = append(o.classes, class{
			name: text(config["name"]), isUsual: isTrue(config["default"]), config: config, locate: d.location,
			pointer: snapshot.Element(snapshot.Child(pointer, "scrapeClasses"), i),
		})
	}
	for _, key := range keysOf(value) {
		o.read(d, snapshot.Child(pointer, key), object[key])
	}
}

// class is what a scrape of an operator's has in common with others, which may be in another file;
// nil where it has none that is known.
func (r *reader) class(j *job, pointer string, config map[string]any) *class {
	if r.operators == nil || !strings.HasSuffix(pointer, "/spec") {
		return nil
	}
	operated, named := r.operators(), text(config["scrapeClass"])
	for _, label := range operated.namespaces {
		j.labels.add(label)
	}
	var fitting []class
	for _, one := range operated.classes {
		if named != "" && one.name == named || named == "" && one.isUsual {
			fitting = append(fitting, one)
		}
	}
	if len(fitting) == 1 {
		return &fitting[0]
	}
	if named != "" || len(fitting) > 1 {
		from := pointer
		why := "several operators have a scrape class that it may be of"
		if len(fitting) == 0 {
			from = snapshot.Child(pointer, "scrapeClass")
			why = fmt.Sprintf("the scrape class %q is not in the repository", named)
		}
		j.labels.open = true
		j.unknown("/labels", from, "", why)
		if j.Values["authorization"] == nil {
			j.unknown("/authorization", from, "", why)
		}
	}
	return nil
}

// of does what is done with the configuration of a job with that of its class, if it has one.
func (j *job) of(class *class, do func(pointer string, config map[string]any)) {
	if class == nil {
		return
	}
	own := j.locate
	j.locate = class.locate
	do(class.pointer, class.config)
	j.locate = own
}
