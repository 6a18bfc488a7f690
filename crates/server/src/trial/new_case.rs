//! A new case: from nothing to a first useful view.

use super::{House, PASSPHRASES, fjord, look};

fn outline<'a>(draft: &'a str, template: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title", "Talks on the harbour"),
        ("id", "harbour"),
        ("mediator", "Maren Voss"),
        ("parties", "North\nSouth\nReef Union, partner"),
        ("draft", draft),
        ("template", template),
        ("known", "parties"),
    ]
}

#[tokio::test]
async fn a_pasted_draft_is_a_table_after_one_form_and_one_link() {
    let house = House::with(&fjord()).await;
    let path = house.workspace.new_case_path();
    let mut browser = house.browser();
    look("new-case", &browser.get(&path).await.body);
    let draft = "1. Quay\nThe quay is [shared | divided].\n\n2. Dues\nDues are paid yearly.\n";
    let opened = browser.post(&path, &outline(draft, "")).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    look("opened", &opened.body);
    assert!(opened.body.contains("2 points, one open question"));
    let (_, rest) = opened.body.split_once("href=\"/invitation/").unwrap();
    let link = format!("/invitation/{}", rest.split_once('"').unwrap().0);
    let taken = browser.post(&link, &PASSPHRASES).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    browser.at = taken.location().to_owned();
    let table = browser.look("table").await.body;
    assert!(
        table.contains("One question keeps the text open"),
        "{table}"
    );
    assert!(table.contains("1 Quay"));
}

#[tokio::test]
async fn each_text_to_begin_with_opens_a_case_with_open_questions() {
    let house = House::with(&fjord()).await;
    let path = house.workspace.new_case_path();
    let mut browser = house.browser();
    for template in ["peace", "labour", "commercial", "multilateral"] {
        let mut fields = outline("", template);
        fields[1].1 = template;
        let opened = browser.post(&path, &fields).await;
        assert_eq!(opened.status, 200, "{template}: {}", opened.body);
        assert!(opened.body.contains("open questions"), "{}", opened.body);
    }
}

#[tokio::test]
async fn a_case_that_is_there_stays_and_a_fault_gives_everything_back() {
    let house = House::with(&fjord()).await;
    let path = house.workspace.new_case_path();
    let mut browser = house.browser();
    let mut fields = outline("", "peace");
    fields[1].1 = "fjord";
    let refused = browser.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("has the case “fjord” already"),
        "{}",
        refused.body
    );
    let mut fields = outline("1. Quay\nThe quay is [shared.\n", "");
    fields[3].1 = "North\nSouth";
    let refused = browser.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("The quay is [shared."),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Talks on the harbour"));
}

#[tokio::test]
async fn without_the_link_there_is_no_such_page() {
    let house = House::with(&fjord()).await;
    let mut browser = house.browser();
    let nowhere = browser.get("/nowhere").await;
    for path in ["/new/", "/new/0", "/new/00000000000000000000000000000001"] {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status, &answer.body),
            (404, &nowhere.body),
            "{path}"
        );
    }
}
