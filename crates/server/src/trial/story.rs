//! The story of the fjord, from the first confidence to a package that all accept, told with the
//! pages' own forms; at each step, what each seat's pages show and what they do not.

use super::browser::{Answer, Browser};
use super::{House, canaries, fjord, walk};

/// What North told and did not let travel.
const SECRET: &str = "larkspit";
/// What North will not cross.
const RED_LINE: &str = "brambleweir";

struct Table {
    house: House,
    team: Browser,
    north: Browser,
    south: Browser,
    reef: Browser,
}

#[tokio::test]
async fn two_delegations_come_from_a_sealed_word_to_a_package_that_all_accept() {
    told(House::with(&fjord()).await).await;
}

#[tokio::test]
async fn the_same_story_is_told_on_postgresql() {
    if let Some(house) = House::on_server(&fjord()).await {
        told(house).await;
    }
}

async fn told(house: House) {
    let mut table = Table::laid(house).await;
    table.sealed().await;
    table.drafted().await;
    table.carried().await;
    let first = table.issued("1").await;
    assert!(first.contains("wickford light"), "{first}");
    table.commented().await;
    table.compared().await;
    table.voted().await;
}

impl Table {
    async fn laid(house: House) -> Self {
        let mut table = Self {
            team: house.seated("Mediation team").await,
            north: house.seated("Delegation of North").await,
            south: house.seated("Delegation of South").await,
            reef: house.seated("Partner Reef Union").await,
            house,
        };
        table.shows_nothing_else(&[]).await;
        table
    }

    /// That no page of a seat holds a word of the case that it may not know, or one of these,
    /// which North keeps.
    async fn shows_nothing_else(&mut self, kept: &[&str]) {
        let others = [
            (&mut self.south, "south"),
            (&mut self.reef, "reef"),
            (&mut self.north, "north"),
        ];
        for (browser, seat) in others {
            for (path, page) in walk::pages(browser).await {
                assert_eq!(page.status, 200, "{seat} {path}: {}", page.body);
                canaries::check(&page.body, seat);
                for word in kept {
                    let is_kept = seat == "north" || !page.body.contains(word);
                    assert!(is_kept, "{seat} reads `{word}` at {path}: {}", page.body);
                }
            }
        }
    }

    /// North consents, and tells what it keeps.
    async fn sealed(&mut self) {
        let room = room(&mut self.north).await;
        self.north.done(&room.paper("/consent")).await;
        for (kind, words) in [
            ("need", format!("berths for the {SECRET} boats")),
            ("red line", format!("never past {RED_LINE}")),
        ] {
            let room = self::room(&mut self.north).await;
            let tell = room.paper("/tell").chosen("kind", kind);
            let page = self.north.done(&tell.typed("words", &words)).await;
            assert!(page.body.contains(&words), "{}", page.body);
        }
        let team = &mut self.team;
        let to = team.look("room").await.link("North");
        let page = team.get(&to).await;
        assert!(page.body.contains(SECRET) && page.body.contains(RED_LINE));
        self.shows_nothing_else(&[SECRET, RED_LINE]).await;
    }

    /// The team changes the words of a point; nobody else sees it.
    async fn drafted(&mut self) {
        let page = change(&mut self.team, "They meet at the wickford light.").await;
        assert!(page.body.contains("wickford light"), "{}", page.body);
        let kept = [SECRET, RED_LINE, "wickford light"];
        self.shows_nothing_else(&kept[..2]).await;
        for browser in [&mut self.north, &mut self.south] {
            let page = patrols(browser).await;
            assert!(!page.body.contains("wickford light"), "{}", page.body);
        }
    }

    /// North lets one thing travel without its source, and the team carries it next door.
    async fn carried(&mut self) {
        let words = "A neighbour would need berths at the old quay.";
        let team = &mut self.team;
        let to = team.look("carry").await.link("South");
        let page = team.get(&to).await;
        let carry = page.paper("/say");
        assert!(!format!("{carry:?}").contains(SECRET));
        let room = room(&mut self.north).await;
        let class = room.paper_after(SECRET, "/class");
        let class = class.chosen("class", "unattributed");
        self.north.done(&class.ticked("to", "South")).await;
        let page = team.get(&to).await;
        let carry = page.paper("/say").ticked("cite", SECRET);
        let carry = carry.chosen("kind", "ask").typed("words", words);
        let preview = team.press(&carry).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        assert!(
            preview.body.contains("without a source"),
            "{}",
            preview.body
        );
        team.done(&preview.paper("/say")).await;
        self.house.wait_minutes(2);
        self.team.look("carry").await;
        let page = self::room(&mut self.south).await;
        assert!(page.body.contains(words), "{}", page.body);
        let page = self::room(&mut self.reef).await;
        assert!(!page.body.contains(words), "{}", page.body);
        self.shows_nothing_else(&[SECRET, RED_LINE]).await;
    }

    /// The working text goes to both delegations; gives what South reads.
    async fn issued(&mut self, number: &str) -> String {
        let page = self.team.look("draft").await;
        let issue = page.paper("/draft/issue");
        let issue = issue.ticked("to", "room-north").ticked("to", "room-south");
        let preview = self.team.press(&issue).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        for seat in ["Delegation of North", "Delegation of South"] {
            assert!(preview.body.contains(seat), "{}", preview.body);
        }
        assert!(!preview.body.contains("Reef Union"), "{}", preview.body);
        self.team.done(&preview.paper("/draft/issued")).await;
        self.house.wait_minutes(2);
        self.team.look("draft").await;
        let there = format!("Draft {number}, issued on");
        for browser in [&mut self.north, &mut self.south] {
            let page = browser.look("draft").await;
            assert!(page.body.contains(&there), "{}", page.body);
        }
        let page = self.reef.look("draft").await;
        assert!(!page.body.contains(&there), "{}", page.body);
        self.shows_nothing_else(&[SECRET, RED_LINE]).await;
        self.south.look("draft").await.body
    }

    /// Both speak of the same point; the team reads both, and neither reads the other.
    async fn commented(&mut self) {
        let (ours, theirs) = ("the huts of gannetry", "the buoys of pintailing");
        for (browser, words) in [(&mut self.north, ours), (&mut self.south, theirs)] {
            let page = patrols(browser).await;
            let criticise = page.paper("/criticise").typed("words", words);
            let page = browser.done(&criticise).await;
            assert!(page.body.contains(words), "{}", page.body);
        }
        let page = patrols(&mut self.team).await;
        assert!(page.body.contains(ours) && page.body.contains(theirs));
        let page = patrols(&mut self.north).await;
        assert!(!page.body.contains(theirs), "{}", page.body);
        self.shows_nothing_else(&[SECRET, RED_LINE, ours]).await;
    }

    /// A second draft, and what changed from the first.
    async fn compared(&mut self) {
        change(&mut self.team, "The log is kept at sandpiper.").await;
        let page = self.issued("2").await;
        assert!(page.contains("sandpiper"), "{page}");
        let page = self.south.look("draft").await;
        let asked = page.paper("/draft").chosen("against", "draft 1");
        let page = self.south.press(&asked).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let added = page.body.split("<ins>").skip(1);
        let added = added.filter_map(|rest| rest.split("</ins>").next());
        let added: String = added.collect();
        assert!(added.contains("sandpiper"), "{added}");
        assert!(!added.contains("wickford"), "{added}");
    }

    /// A package is put to both, who answer blind.
    async fn voted(&mut self) {
        let team = &mut self.team;
        let to = team.look("packages").await.link("Draft in hand");
        let page = team.get(&to).await;
        let ask = page.paper("/packages/ballot").blank("room");
        let ask = ask.ticked("room", "North").ticked("room", "South");
        let preview = team.press(&ask).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        team.done(&preview.paper("/packages/ballot")).await;
        self.house.wait_minutes(2);
        self.team.look("packages").await;
        let outcome = "<strong>accepted by all</strong>";
        let before = self.south.look("packages").await;
        let answer = before.paper("/packages/answer").ticked("answer", "accepts");
        let own = self.north.look("packages").await;
        let own = own.paper("/packages/answer").ticked("answer", "accepts");
        self.north.done(&own).await;
        let team = self.team.look("packages").await;
        assert!(team.body.contains("South to answer"), "{}", team.body);
        let now = self.south.look("packages").await;
        assert_eq!(without_ids(&before.body), without_ids(&now.body));
        self.south.done(&answer).await;
        for browser in [&mut self.north, &mut self.south, &mut self.team] {
            let page = browser.look("packages").await;
            assert!(!page.body.contains(outcome), "{}", page.body);
        }
        let page = self.team.look("packages").await;
        self.team.done(&page.paper("/packages/count")).await;
        for browser in [&mut self.north, &mut self.south, &mut self.team] {
            let page = browser.look("packages").await;
            assert!(page.body.contains(outcome), "{}", page.body);
        }
        let page = self.reef.look("packages").await;
        assert_eq!(page.status, 404, "{}", page.body);
        self.shows_nothing_else(&[SECRET, RED_LINE]).await;
    }
}

/// A seat's own room.
async fn room(browser: &mut Browser) -> Answer {
    let to = browser.look("room").await;
    let to = match to.status {
        303 => to.location().to_owned(),
        _ => panic!("{}", to.body),
    };
    browser.get(&to).await
}

/// The point on patrols, from the table.
async fn patrols(browser: &mut Browser) -> Answer {
    let to = browser.look("table").await.link("3 Patrols");
    let page = browser.get(&to).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// The team adds a sentence to the point on patrols.
async fn change(team: &mut Browser, sentence: &str) -> Answer {
    let page = patrols(team).await;
    let paper = page.paper("/words");
    let words = format!("{} {sentence}", paper.stands("words").trim_end());
    team.done(&paper.typed("words", &words)).await
}

/// A page without the one-time ids of its forms.
fn without_ids(page: &str) -> String {
    let mut parts = page.split("name=\"act\" value=\"");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(part.get(32..).unwrap_or_default());
    }
    whole
}
