//! The bodies that programs send to `/api/v1`: whatever the bytes, a motion whose words fit their
//! nouns, or a fault.

#![no_main]

use disclosure::Audience;
use format::api::{Say, SignIn};
use libfuzzer_sys::fuzz_target;
use proceedings::{EventId, MessageKind, Named, Words};

fuzz_target!(|input: &[u8]| {
    let _ = serde_json::from_slice::<SignIn>(input);
    let Ok(say) = serde_json::from_slice::<Say>(input) else {
        return;
    };
    if let Some(act) = EventId::of_hex(&say.act) {
        assert_eq!(EventId::of_hex(&act.to_string()), Some(act));
    }
    if let Some(to) = Audience::of_name(&say.to) {
        assert_eq!(Audience::of_name(&to.to_string()), Some(to));
    }
    if let Some(kind) = MessageKind::of_name(&say.kind) {
        assert_eq!(kind.name(), say.kind);
    }
    if let Ok(words) = Words::new(&say.words) {
        let again = Words::new(words.as_str()).expect("words are words");
        assert_eq!(
            again.as_str(),
            words.as_str(),
            "words change when they are sent again"
        );
    }
});
