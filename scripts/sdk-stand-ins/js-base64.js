// In place of `js-base64`: every browser has btoa.
export const Base64 = { encode: (text) => btoa(text) };
