//! The parts of a DOCX that say nothing of the text: types, links, styles, settings, properties.

use crate::direction::Direction;
use crate::markup::Markup;
use case::Language;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const R: &str = OFFICE;

/// The links of the package.
pub(super) const PACKAGE_LINKS: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/\
metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

/// The properties: the same for every paper.
pub(super) const CORE: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/\
core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>Onetext</dc:creator>\
</cp:coreProperties>";

/// What the programs are asked to do: track changes, and keep names and times out.
pub(super) const SETTINGS: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:removePersonalInformation/><w:removeDateAndTime/><w:trackRevisions/>\
<w:defaultTabStop w:val=\"567\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

/// Whether there are comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comments {
    Here,
    Absent,
}

/// The types of the parts.
pub(super) fn content_types(comments: Comments) -> String {
    let mut parts = vec![
        ("/word/document.xml", "document.main+xml"),
        ("/word/styles.xml", "styles+xml"),
        ("/word/numbering.xml", "numbering+xml"),
        ("/word/settings.xml", "settings+xml"),
        ("/word/footer1.xml", "footer+xml"),
    ];
    if comments == Comments::Here {
        parts.push(("/word/comments.xml", "comments+xml"));
    }
    let mut types = Markup::xml();
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    types.within("Types", &[("xmlns", space)], |types| {
        let links = "application/vnd.openxmlformats-package.relationships+xml";
        for (ending, kind) in [("rels", links), ("xml", "application/xml")] {
            types.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        let name = "/docProps/core.xml";
        types.empty("Override", &[("PartName", name), ("ContentType", core)]);
        for (name, kind) in parts {
            let kind = format!("{WORD}{kind}");
            types.empty("Override", &[("PartName", name), ("ContentType", &kind)]);
        }
    });
    types.done()
}

/// The links of the document.
pub(super) fn links(comments: Comments) -> String {
    let mut targets = vec!["styles", "numbering", "settings", "footer"];
    if comments == Comments::Here {
        targets.push("comments");
    }
    let mut links = Markup::xml();
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    links.within("Relationships", &[("xmlns", space)], |links| {
        for (at, name) in (1..).zip(targets) {
            let (id, kind) = (format!("rId{at}"), format!("{OFFICE}/{name}"));
            let target = match name {
                "footer" => "footer1.xml".to_owned(),
                name => format!("{name}.xml"),
            };
            let attributes = [("Id", &*id), ("Type", &*kind), ("Target", &*target)];
            links.empty("Relationship", &attributes);
        }
    });
    links.done()
}

/// A style of paragraphs: its id, its name, and what it sets.
struct Style {
    id: &'static str,
    name: &'static str,
    next: &'static str,
    paragraph: &'static str,
    run: &'static str,
}

const STYLES: [Style; 5] = [
    Style {
        id: "Title",
        name: "Title",
        next: "Subtitle",
        paragraph: "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"120\"/>",
        run: "<w:b/><w:bCs/><w:sz w:val=\"34\"/><w:szCs w:val=\"34\"/>",
    },
    Style {
        id: "Subtitle",
        name: "Subtitle",
        next: "Subtitle",
        paragraph: "<w:spacing w:before=\"0\" w:after=\"40\"/>",
        run: "<w:color w:val=\"505050\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        next: "BodyText",
        paragraph: "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"80\"/>\
                    <w:outlineLvl w:val=\"1\"/>",
        run: "<w:b/><w:bCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
    },
    Style {
        id: "BodyText",
        name: "Body Text",
        next: "BodyText",
        paragraph: "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"276\" \
                    w:lineRule=\"auto\"/><w:ind w:left=\"567\"/>",
        run: "",
    },
    Style {
        id: "Footer",
        name: "footer",
        next: "Footer",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>",
        run: "<w:color w:val=\"505050\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>",
    },
];

/// The styles.
pub(super) fn styles(language: &Language) -> String {
    let mut styles = Markup::xml();
    styles.within("w:styles", &[("xmlns:w", W)], |styles| {
        styles.own(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" \
             w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" \
             w:cs=\"Times New Roman\"/><w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>",
        );
        tongue(styles, language);
        styles.own("</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>");
        styles.own(
            "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
             <w:name w:val=\"Normal\"/><w:qFormat/></w:style>",
        );
        for style in &STYLES {
            let attributes = [("w:type", "paragraph"), ("w:styleId", style.id)];
            styles.within("w:style", &attributes, |inside| {
                inside.empty("w:name", &[("w:val", style.name)]);
                inside.empty("w:basedOn", &[("w:val", "Normal")]);
                inside.empty("w:next", &[("w:val", style.next)]);
                inside.empty("w:qFormat", &[]);
                inside.within("w:pPr", &[], |inside| inside.own(style.paragraph));
                inside.within("w:rPr", &[], |inside| inside.own(style.run));
            });
        }
    });
    styles.done()
}

/// Which language words are in, so that no program takes them for mistakes.
pub(super) fn tongue(markup: &mut Markup, language: &Language) {
    let kind = match Direction::of(language) {
        Direction::Rightward => "w:val",
        Direction::Leftward => "w:bidi",
    };
    markup.empty("w:lang", &[(kind, language.tag())]);
}
