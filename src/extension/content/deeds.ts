/** By these a page may open a menu or show another style, by its own style alone or by its script. */
export const DEEDS = ['click', 'keyup', 'change', 'focusout', 'hashchange', 'pointerover']
